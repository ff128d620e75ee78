package digital.memu.inference.example.wizard.check;

import digital.memu.inference.example.wizard.form.Answers;
import digital.memu.inference.example.wizard.form.Service;
import digital.memu.inference.setup.Diagnosis;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A test of what somebody typed, on its way or finished. Thread-safe. */
public final class Check {

    private final String id;
    private final Answers answers;
    private final List<Probe> probes;
    private final CountDownLatch open;
    private final AtomicBoolean cancelled;
    private final Runnable onCancel;

    Check(String id, Answers answers, List<Probe> probes, int works, Runnable onCancel) {
        this(id, answers, probes, new CountDownLatch(works), new AtomicBoolean(), onCancel);
    }

    private Check(
            String id,
            Answers answers,
            List<Probe> probes,
            CountDownLatch open,
            AtomicBoolean cancelled,
            Runnable onCancel) {
        this.id = id;
        this.answers = answers;
        this.probes = List.copyOf(probes);
        this.open = open;
        this.cancelled = cancelled;
        this.onCancel = onCancel;
    }

    /** The same test of the same places, for other answers. */
    Check with(String otherId, Answers others) {
        return new Check(otherId, others, probes, open, cancelled, onCancel);
    }

    /** A copy of this moment, for a page that must not contradict itself. */
    public Check now() {
        // In this order: whoever has ended has said all.
        CountDownLatch still = new CountDownLatch(finished() ? 0 : 1);
        List<Probe> copies = probes.stream().map(Probe::now).toList();
        return new Check(id, answers, copies, still, new AtomicBoolean(cancelled()), () -> {});
    }

    /** Its name in addresses; nobody can guess it. */
    public String id() {
        return id;
    }

    /** What was typed. */
    public Answers answers() {
        return answers;
    }

    /** The services under test. */
    public List<Probe> probes() {
        return probes;
    }

    /** What the test of a service came to. */
    public Optional<Diagnosis> diagnosis(Service service) {
        return probes.stream()
                .filter(probe -> probe.service() == service)
                .findFirst()
                .flatMap(Probe::diagnosis);
    }

    /** Whether it has ended, by itself or cancelled. */
    public boolean finished() {
        return open.getCount() == 0;
    }

    /** Whether somebody cancelled it. */
    public boolean cancelled() {
        return cancelled.get();
    }

    /** Ends it early. */
    public void cancel() {
        if (!finished() && cancelled.compareAndSet(false, true)) {
            onCancel.run();
        }
    }

    /** Waits for its end; false if the time is over before. */
    public boolean await(Duration limit) {
        try {
            return open.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void oneEnded() {
        open.countDown();
    }
}
