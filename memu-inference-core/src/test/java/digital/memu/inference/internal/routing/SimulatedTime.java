package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Time that passes only when everybody waits: moves to the next timer as soon as no thread of the simulation has anything to
 * do, so that an hour takes no time and the order of events is always the same.
 */
final class SimulatedTime implements TimeSource, Executor, AutoCloseable {

    private static final long START = Duration.ofDays(1).toNanos();
    private static final Duration REAL_LIMIT = Duration.ofMinutes(1);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final PriorityQueue<Task> timers =
            new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::number));
    private long now = START;
    private long numbers;
    private int busy;

    @Override
    public long nanoTime() {
        lock.lock();
        try {
            return now;
        } finally {
            lock.unlock();
        }
    }

    /** Since the simulation began. */
    Duration elapsed() {
        return Duration.ofNanos(nanoTime() - START);
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(nanoTime());
    }

    @Override
    public Timer schedule(Duration delay, Runnable action) {
        lock.lock();
        try {
            Task task = new Task(now + Math.max(0, delay.toNanos()), numbers++, action);
            timers.add(task);
            return () -> remove(task);
        } finally {
            lock.unlock();
        }
    }

    private void remove(Task task) {
        lock.lock();
        try {
            timers.remove(task);
        } finally {
            lock.unlock();
        }
    }

    int timers() {
        lock.lock();
        try {
            return timers.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public <V extends @Nullable Object> V await(CompletableFuture<V> future)
            throws InterruptedException, ExecutionException {
        if (!future.isDone()) {
            // Whoever completes it makes this thread busy again before it can become idle itself; and before this
            // thread
            // goes on, which get() of the future itself would let it do too early.
            CompletableFuture<Void> counted = future.handle((value, failure) -> {
                busy(1);
                return null;
            });
            busy(-1);
            counted.get();
        }
        return future.get();
    }

    private void busy(int change) {
        lock.lock();
        try {
            busy += change;
            if (busy == 0) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Runs something that nobody waits for. */
    @Override
    public void execute(Runnable task) {
        busy(1);
        threads.execute(() -> {
            try {
                task.run();
            } finally {
                busy(-1);
            }
        });
    }

    /** Begins something on a thread of its own. */
    <V> CompletableFuture<V> begin(Supplier<V> call) {
        CompletableFuture<V> result = new CompletableFuture<>();
        execute(() -> {
            try {
                result.complete(call.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    /** Lets time pass until that is done. */
    <V> CompletableFuture<V> until(CompletableFuture<V> result) {
        settle();
        while (!result.isDone()) {
            if (!step(Long.MAX_VALUE) && !result.isDone()) {
                throw new IllegalStateException("everybody waits, and no timer will ever free them");
            }
        }
        settle();
        return result;
    }

    /** Lets this much time pass. */
    void pass(Duration time) {
        long until = nanoTime() + time.toNanos();
        while (step(until)) {
            settle();
        }
        lock.lock();
        try {
            now = until;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everybody waits; false if there is no timer up to then. */
    private boolean step(long until) {
        settle();
        Task due;
        lock.lock();
        try {
            due = timers.peek();
            if (due == null || due.due > until) {
                return false;
            }
            timers.remove();
            now = Math.max(now, due.due);
        } finally {
            lock.unlock();
        }
        due.action.run();
        settle();
        return true;
    }

    private void settle() {
        long left = REAL_LIMIT.toNanos();
        lock.lock();
        try {
            while (busy > 0) {
                if (left <= 0) {
                    throw new IllegalStateException(busy + " threads neither end nor wait");
                }
                left = idle.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(REAL_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("a thread of the simulation is left");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Task(long due, long number, Runnable action) {}
}
