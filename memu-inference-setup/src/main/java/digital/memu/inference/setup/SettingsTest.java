package digital.memu.inference.setup;

import digital.memu.inference.backend.ServerKind;
import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.internal.async.CancellingFuture;
import digital.memu.inference.internal.time.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.function.UnaryOperator;

/**
 * Looks at every server that settings name, at all of them at the same time: this device's own and the external ones.
 *
 * <p>Building one contacts nobody. Thread-safe. Whoever built it closes it, which ends what is still running.
 */
public final class SettingsTest implements AutoCloseable {

    private final List<ConnectionTest> tests;
    private final ExecutorService workers = Workers.start();

    private SettingsTest(List<ConnectionTest> tests) {
        this.tests = tests;
    }

    /**
     * Runs the tests, and waits for all of them: as long as for one.
     *
     * @return a diagnosis for each server, in the order of the settings
     * @throws InferenceCancelledException if it was cancelled or closed, or the thread interrupted
     */
    public List<Diagnosis> run() {
        return ended(begun());
    }

    private List<CompletableFuture<Diagnosis>> begun() {
        return tests.stream().map(ConnectionTest::start).toList();
    }

    private static List<Diagnosis> ended(List<CompletableFuture<Diagnosis>> running) {
        List<Diagnosis> diagnoses = new ArrayList<>();
        try {
            for (CompletableFuture<Diagnosis> each : running) {
                diagnoses.add(each.get());
            }
            return diagnoses;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceCancelledException("The connection test was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            cancel(running);
        }
    }

    private static void cancel(List<CompletableFuture<Diagnosis>> running) {
        running.forEach(each -> each.cancel(true));
    }

    /** Runs the tests on other threads; cancelling the future ends them, and the servers see that. */
    public CompletableFuture<List<Diagnosis>> start() {
        List<CompletableFuture<Diagnosis>> running = begun();
        CompletableFuture<List<Diagnosis>> all = CancellingFuture.run(workers, () -> ended(running));
        // Where it is cancelled before a thread waits for them.
        CompletableFuture<List<Diagnosis>> unused = all.whenComplete((diagnoses, failure) -> cancel(running));
        return all;
    }

    /** Ends what is running, from any thread; the tests can be run again. */
    public void cancel() {
        tests.forEach(ConnectionTest::cancel);
    }

    /** Ends what is running, and lets go of everything; idempotent. */
    @Override
    public void close() {
        workers.shutdownNow();
        tests.forEach(ConnectionTest::close);
    }

    @Override
    public String toString() {
        return "SettingsTest" + tests;
    }

    /** Collects what the tests need to know; not thread-safe. */
    public static final class Builder {

        private final InferenceSettings settings;
        private List<ServerKind> kinds = ConnectionTestBuilder.knownKinds();
        private UnaryOperator<ConnectionTestBuilder> change = UnaryOperator.identity();

        Builder(InferenceSettings settings) {
            this.settings = Objects.requireNonNull(settings);
        }

        /** Changes every one of the tests: their language, who is told of their steps; the latest counts. */
        public Builder each(UnaryOperator<ConnectionTestBuilder> change) {
            this.change = Objects.requireNonNull(change);
            return this;
        }

        Builder kinds(List<ServerKind> known) {
            this.kinds = List.copyOf(known);
            return this;
        }

        /**
         * The tests; contacts nobody.
         *
         * @throws digital.memu.inference.failure.InvalidConfigurationException if a setting cannot be used
         */
        public SettingsTest build() {
            List<ConnectionTestBuilder> builders = new ArrayList<>();
            for (ServerKind kind : kinds) {
                for (ServerKind.Place place : kind.places(settings)) {
                    builders.add(new ConnectionTestBuilder(kind, place)
                            .kinds(kinds)
                            .allowInternet(settings.allowInternet()));
                }
            }
            return new SettingsTest(builders.stream()
                    .map(change)
                    .map(ConnectionTestBuilder::build)
                    .toList());
        }
    }
}
