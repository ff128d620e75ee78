package digital.memu.inference.example.wizard.check;

import digital.memu.inference.example.wizard.form.Answers;
import digital.memu.inference.example.wizard.form.Service;
import digital.memu.inference.example.wizard.save.SettingsFile;
import digital.memu.inference.example.wizard.security.RateLimit;
import digital.memu.inference.example.wizard.security.Secrets;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.setup.ConnectionTest;
import digital.memu.inference.setup.ConnectionTestBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts tests, and remembers the latest of them. Thread-safe; whoever made it closes it. */
public final class Checks implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Checks.class);

    private final SettingsFile file;
    private final RateLimit limit;
    private final boolean thisDeviceToo;
    private final Recent<Check> recent = new Recent<>(Check::cancel);
    private final ExecutorService workers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "memu-setup-check");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * With nothing started.
     *
     * @param limit how often a test may be started
     * @param thisDeviceToo whether "another computer" may be this one
     */
    public Checks(SettingsFile file, RateLimit limit, boolean thisDeviceToo) {
        this.file = file;
        this.limit = limit;
        this.thisDeviceToo = thisDeviceToo;
    }

    /**
     * Starts a test; its words are in that language.
     *
     * @throws RateLimit.Exceeded if there were too many
     */
    public Check start(Answers answers, Locale locale) {
        limit.take();
        List<Work> works = answers.elsewhere() ? elsewhere(answers, locale) : OwnServers.works(file, answers, locale);
        List<Probe> probes =
                works.stream().flatMap(work -> work.probes().stream()).toList();
        Check check = new Check(Secrets.next(), answers, probes, works.size(), () -> works.forEach(Work::cancel));
        recent.put(check.id(), check);
        for (Work work : works) {
            workers.execute(() -> run(work, check));
        }
        return check;
    }

    private List<Work> elsewhere(Answers answers, Locale locale) {
        List<Work> works = new ArrayList<>();
        for (Service service : Service.values()) {
            String address = answers.address(service);
            if (!address.isBlank()) {
                Probe probe = new Probe(service);
                ConnectionTestBuilder builder = ConnectionTest.of(address)
                        .service(service.kind())
                        .allowInternet(file.settings().allowInternet())
                        .locale(locale)
                        .onStep(probe::begins);
                if (service == Service.OLLAMA) {
                    builder.model(answers.model().isBlank() ? file.settings().ollamaModel() : answers.model());
                }
                ConnectionTest test = (thisDeviceToo ? builder : builder.external()).build();
                works.add(new Work(List.of(probe), () -> probe.cameTo(test.run()), test::cancel, test::close));
            }
        }
        return works;
    }

    private static void run(Work work, Check check) {
        try (work) {
            if (!check.cancelled()) {
                work.body().run();
            }
        } catch (InferenceCancelledException e) {
            log.debug("A test was cancelled");
        } catch (RuntimeException e) {
            log.error("A test failed by a fault of this program", e);
        } finally {
            check.oneEnded();
        }
    }

    /** A test by its name; empty if it is too old, or never was. */
    public Optional<Check> find(String id) {
        return recent.find(id);
    }

    /** The same test for answers that mean the same places. */
    public Check reuse(Check check, Answers answers) {
        Check other = check.with(Secrets.next(), answers);
        recent.put(other.id(), other);
        return other;
    }

    /** Ends what is running. */
    @Override
    public void close() {
        recent.clear();
        workers.shutdownNow();
    }
}
