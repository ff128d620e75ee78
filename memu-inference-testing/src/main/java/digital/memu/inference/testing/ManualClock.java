package digital.memu.inference.testing;

import digital.memu.inference.backend.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until a test moves it; timers run on the thread that moves it, in the order of their times.
 *
 * <p>Thread-safe; nobody needs to close it.
 */
public final class ManualClock implements TimeSource {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition scheduled = lock.newCondition();
    private final PriorityQueue<Waiting> timers =
            new PriorityQueue<>(Comparator.comparingLong(Waiting::due).thenComparingLong(Waiting::number));
    private long nanos;
    private long numbers;

    /** A clock at the start of 2026. */
    public ManualClock() {}

    @Override
    public long nanoTime() {
        lock.lock();
        try {
            return nanos;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanoTime());
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        lock.lock();
        try {
            Waiting waiting = new Waiting(nanos + Math.max(0, delay.toNanos()), numbers++, task);
            timers.add(waiting);
            scheduled.signalAll();
            return () -> remove(waiting);
        } finally {
            lock.unlock();
        }
    }

    /** Moves the clock on and runs, on this thread, every timer whose time comes. */
    public void advance(Duration by) {
        long until = nanoTime() + by.toNanos();
        for (Runnable due = nextDue(until); due != null; due = nextDue(until)) {
            due.run();
        }
    }

    /** How many timers wait for their time. */
    public int timers() {
        lock.lock();
        try {
            return timers.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits, in real time and at most {@code limit}, until at least {@code count} timers wait: another thread has come to
     * the point at which it waits for the clock.
     *
     * @return whether there are that many
     * @throws InterruptedException if interrupted
     */
    public boolean awaitTimers(int count, Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (timers.size() < count) {
                if (left <= 0) {
                    return false;
                }
                left = scheduled.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Runnable nextDue(long until) {
        lock.lock();
        try {
            Waiting first = timers.peek();
            if (first == null || first.due > until) {
                nanos = until;
                return null;
            }
            timers.remove();
            nanos = Math.max(nanos, first.due);
            return first.task;
        } finally {
            lock.unlock();
        }
    }

    private void remove(Waiting waiting) {
        lock.lock();
        try {
            timers.remove(waiting);
        } finally {
            lock.unlock();
        }
    }

    private record Waiting(long due, long number, Runnable task) {}
}
