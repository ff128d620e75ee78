package digital.memu.inference.immich;

import digital.memu.inference.backend.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one server is working on for us, given-up requests included: it cannot be told to stop.
 *
 * <p>Thread-safe.
 */
final class Workload {

    private static final int REMEMBERED = 16;

    /** A request on a loaded model takes seconds. */
    private static final Duration UNKNOWN = Duration.ofSeconds(30);

    /** One that has taken longer than any before waits for a model, or for others; nobody knows for how long. */
    private static final Duration LONGEST_GUESS = Duration.ofMinutes(1);

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Long> durations = new ArrayDeque<>();
    private final Deque<Long> abandonedUntil = new ArrayDeque<>();
    private int running;

    /** A request is sent. */
    void begins() {
        lock.lock();
        try {
            running++;
        } finally {
            lock.unlock();
        }
    }

    /** The server has answered, after so long. */
    void answered(Duration after) {
        lock.lock();
        try {
            running--;
            durations.addLast(after.toNanos());
            if (durations.size() > REMEMBERED) {
                durations.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The server failed, or is gone: it works on it no more. */
    void failed() {
        lock.lock();
        try {
            running--;
        } finally {
            lock.unlock();
        }
    }

    /** The request was given up after so long, and runs on there. */
    void givenUp(Duration after, TimeSource time) {
        long until = time.nanoTime() + runsOn(after).toNanos();
        lock.lock();
        try {
            running--;
            if (abandonedUntil.size() < REMEMBERED) {
                abandonedUntil.add(until);
            }
        } finally {
            lock.unlock();
        }
    }

    /** How long a request that was given up after so long presumably runs on: as long as the slowest of late. */
    Duration runsOn(Duration after) {
        lock.lock();
        try {
            long usual = durations.stream().mapToLong(Long::longValue).max().orElse(UNKNOWN.toNanos());
            long left = usual - after.toNanos();
            long guess = left > 0 ? left : Math.min(after.toNanos(), LONGEST_GUESS.toNanos());
            return Duration.ofNanos(Math.min(guess, LONGEST.toNanos()));
        } finally {
            lock.unlock();
        }
    }

    /** Whether anything of ours runs there. */
    boolean isAtWork(TimeSource time) {
        long now = time.nanoTime();
        lock.lock();
        try {
            abandonedUntil.removeIf(until -> until - now <= 0);
            return running > 0 || !abandonedUntil.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
