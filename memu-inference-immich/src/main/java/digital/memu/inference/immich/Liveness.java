package digital.memu.inference.immich;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.InferenceTimeoutException.Clock;
import digital.memu.inference.failure.UndecidedException;
import java.time.Duration;

/**
 * Asks whether the service lives, with the patience that it needs: it answers to nothing while it loads a model, for a second
 * after a bad photo, and for up to 16 s when it starts itself anew after a time without work.
 */
record Liveness(ImmichMlServer server, Workload workload) {

    private static final int MISSES = 3;

    /** Three misses are 15 s apart, which with the last one's own time is longer than a start has ever taken. */
    private static final Duration PAUSE = Duration.ofMillis(7_500);

    /**
     * Pings until it answers, or has not for three times.
     *
     * @throws UndecidedException if it is busy with our own requests, which is why it may be silent
     */
    void probe(CallContext context) {
        for (int miss = 1; ; miss++) {
            try {
                new ImmichMlMetadata(server, context).ping();
                return;
            } catch (InferenceTimeoutException | ConnectionException e) {
                if (!isMiss(e)) {
                    throw e;
                }
                if (workload.isAtWork(context.time())) {
                    throw new UndecidedException(
                            server.transport().url(), "silent to a ping, but it works on requests of ours");
                }
                if (miss == MISSES) {
                    throw e;
                }
            }
            Waiting.pause(PAUSE, context, server.transport().url());
        }
    }

    /** Whoever accepts a connection may still be starting; nobody there is nobody there. */
    private static boolean isMiss(InferenceException e) {
        if (e instanceof InferenceTimeoutException timeout) {
            return timeout.clock() != Clock.TOTAL;
        }
        return e instanceof ConnectionException connection
                && switch (connection.kind()) {
                    case CLOSED, RESET, BROKEN_OFF -> true;
                    default -> false;
                };
    }
}
