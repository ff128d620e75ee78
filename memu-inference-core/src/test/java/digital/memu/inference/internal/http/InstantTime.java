package digital.memu.inference.internal.http;

import digital.memu.inference.backend.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Time for one thread: who waits does meanwhile what others have left to do, and then moves the clock to the next timer.
 *
 * <p>A hundred times as fast as a simulation with threads, for backends that never block.
 */
final class InstantTime implements TimeSource, Executor {

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Task> timers =
            new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::number));
    private long now = Duration.ofDays(1).toNanos();
    private long numbers;

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(now);
    }

    @Override
    public Timer schedule(Duration delay, Runnable action) {
        Task task = new Task(now + Math.max(0, delay.toNanos()), numbers++, action);
        timers.add(task);
        return () -> timers.remove(task);
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public <V extends @Nullable Object> V await(CompletableFuture<V> future)
            throws InterruptedException, ExecutionException {
        while (!future.isDone()) {
            if (!step(Long.MAX_VALUE)) {
                throw new IllegalStateException("somebody waits for what nobody does");
            }
        }
        return future.get();
    }

    /** Lets this much time pass. */
    void pass(Duration span) {
        long until = now + span.toNanos();
        while (step(until)) {
            // One thing after the other.
        }
        now = until;
    }

    private boolean step(long until) {
        Runnable task = tasks.poll();
        if (task == null) {
            Task next = timers.peek();
            if (next == null || next.due > until) {
                return false;
            }
            timers.remove();
            now = Math.max(now, next.due);
            task = next.action;
        }
        task.run();
        return true;
    }

    private record Task(long due, long number, Runnable action) {}
}
