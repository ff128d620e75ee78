package digital.memu.inference.backend;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

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

    /**
     * Waits for what another thread or a timer completes; a simulated clock learns here who waits, and so when it may move.
     *
     * @throws InterruptedException if the thread is interrupted
     * @throws ExecutionException if the future fails
     */
    default <V extends @Nullable Object> V await(CompletableFuture<V> future)
            throws InterruptedException, ExecutionException {
        return future.get();
    }

    /** A task that waits for its time. */
    interface Timer {

        /** Takes the task back and lets go of what it holds; does nothing when it has run. */
        void cancel();
    }
}
