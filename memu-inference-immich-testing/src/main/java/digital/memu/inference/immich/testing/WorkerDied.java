package digital.memu.inference.immich.testing;

import java.io.IOException;

/** The process that was at work for a request is no more. */
final class WorkerDied extends IOException {

    private static final long serialVersionUID = 1;

    WorkerDied() {
        super("worker died");
    }
}
