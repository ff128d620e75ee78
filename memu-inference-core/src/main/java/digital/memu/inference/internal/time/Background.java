package digital.memu.inference.internal.time;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A few daemon threads for work that nobody waits for; they end when idle, and with {@link #close()}. */
public final class Background implements Executor, AutoCloseable {

    private static final int IDLE_SECONDS = 5;

    private final ThreadPoolExecutor pool;

    /** At most {@code threads} threads of this name. */
    public Background(String name, int threads) {
        this.pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Threads.daemons(name));
        pool.allowCoreThreadTimeOut(true);
    }

    /** Runs the task some time soon; drops it once closed, since nobody waits for it. */
    @Override
    public void execute(Runnable task) {
        try {
            pool.execute(task);
        } catch (RejectedExecutionException e) {
            if (!pool.isShutdown()) {
                throw e;
            }
        }
    }

    /** Waits until the threads have ended after {@link #close()}, at most {@code limit}; returns early if interrupted. */
    public void awaitEnd(Duration limit) {
        try {
            pool.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Interrupts what runs and drops what waits. */
    @Override
    public void close() {
        pool.shutdownNow();
    }
}
