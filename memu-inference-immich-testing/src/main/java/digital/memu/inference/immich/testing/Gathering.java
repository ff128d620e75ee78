package digital.memu.inference.immich.testing;

import org.jspecify.annotations.Nullable;

/** Work side by side, waited for until all is done or the first has failed. */
final class Gathering {

    /** A piece of the work. */
    interface Work {
        void run() throws WorkerDied, Refusal;
    }

    private final Monitor monitor;
    private int missing;
    private @Nullable Exception failure;

    Gathering(Service service, int pieces) {
        this.monitor = service.monitor();
        this.missing = pieces;
    }

    /** Does a piece on this thread. */
    void add(Work work) {
        @Nullable Exception failed = null;
        try {
            work.run();
        } catch (WorkerDied | Refusal | RuntimeException e) {
            failed = e;
        }
        @Nullable Exception outcome = failed;
        monitor.change(() -> {
            missing--;
            if (failure == null) {
                failure = outcome;
            }
        });
    }

    void await() throws WorkerDied, Refusal {
        monitor.await(() -> missing == 0 || failure != null);
        Exception first = failure;
        if (first instanceof WorkerDied died) {
            throw died;
        } else if (first instanceof Refusal refusal) {
            throw refusal;
        } else if (first instanceof RuntimeException broken) {
            throw broken;
        }
    }
}
