package digital.memu.inference.internal.time;

import digital.memu.inference.backend.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The machine's own clock, with one daemon thread for timers that starts with the first one. */
public final class SystemTime implements TimeSource, AutoCloseable {

    private final ScheduledThreadPoolExecutor timers;

    /** A clock whose thread ends with {@link #close()}. */
    public SystemTime() {
        this.timers = new ScheduledThreadPoolExecutor(1, Threads.daemons("memu-inference-timer"));
        // A cancelled timer must not keep the body of an answer alive until its time comes.
        timers.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> future = timers.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            // Closed: whoever still waits is freed by the close of what it waits for, not by a timer.
            return () -> {};
        }
    }

    @Override
    public void close() {
        timers.shutdownNow();
    }
}
