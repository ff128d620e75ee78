package digital.memu.inference.backend;

import java.time.Duration;
import java.time.Instant;

/**
 * The one clock of a router: whatever waits or measures asks it, so that a test can move time by hand.
 *
 * <p>Implementations are thread-safe.
 */
public interface TimeSource {

    /** A running count of nanoseconds, for measuring only. */
    long nanoTime();

    /** The time of day, for telling people. */
    Instant now();

    /**
     * Runs {@code task} once, after {@code delay}, on the clock's own thread.
     *
     * @param task must return at once and never block
     */
    Timer schedule(Duration delay, Runnable task);

    /** A task that waits for its time. */
    interface Timer {

        /** Takes the task back and lets go of what it holds; does nothing when it has run. */
        void cancel();
    }
}
