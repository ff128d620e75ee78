package digital.memu.inference.ollama;

import digital.memu.inference.backend.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The machine's clock, which a test may put forward: what is remembered grows old, and what runs is left alone. */
final class ShiftedTime implements TimeSource, AutoCloseable {

    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "shifted-time");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Duration shift = Duration.ZERO;

    void forward(Duration span) {
        shift = shift.plus(span);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime() + shift.toNanos();
    }

    @Override
    public Instant now() {
        return Instant.now().plus(shift);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        Future<?> due = timers.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> due.cancel(false);
    }

    @Override
    public void close() {
        timers.shutdownNow();
    }
}
