package digital.memu.inference.ollama.testing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** What happened, in numbers and requests. Thread-safe. */
final class Ledger {

    enum Count {
        CONNECTIONS,
        OPEN_CONNECTIONS,
        GENERATIONS,
        CANCELLED,
        COMPLETED,
        LOADS,
        LOADS_ABORTED
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Count, Integer> counts = new EnumMap<>(Count.class);
    private final Deque<RecordedRequest> requests = new ArrayDeque<>();
    private final int kept;
    private int read;

    /** Books that keep so many of the latest requests. */
    Ledger(int kept) {
        this.kept = kept;
    }

    void add(Count count) {
        change(count, 1);
    }

    void remove(Count count) {
        change(count, -1);
    }

    private void change(Count count, int by) {
        lock.lock();
        try {
            counts.merge(count, by, Integer::sum);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int get(Count count) {
        lock.lock();
        try {
            return counts.getOrDefault(count, 0);
        } finally {
            lock.unlock();
        }
    }

    void add(RecordedRequest request) {
        lock.lock();
        try {
            read++;
            requests.add(request);
            if (requests.size() > kept) {
                requests.remove();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<RecordedRequest> requests() {
        lock.lock();
        try {
            return List.copyOf(requests);
        } finally {
            lock.unlock();
        }
    }

    boolean awaitAtLeast(Count count, int number, Duration limit) {
        return await(() -> counts.getOrDefault(count, 0) >= number, limit);
    }

    boolean awaitExactly(Count count, int number, Duration limit) {
        return await(() -> counts.getOrDefault(count, 0) == number, limit);
    }

    boolean awaitRequests(int number, Duration limit) {
        return await(() -> read >= number, limit);
    }

    private boolean await(BooleanSupplier reached, Duration limit) {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (!reached.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
