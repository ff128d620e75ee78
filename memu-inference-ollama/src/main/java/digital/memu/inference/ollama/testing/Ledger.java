package digital.memu.inference.ollama.testing;

import java.time.Duration;
import java.util.ArrayList;
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
    private final List<RecordedRequest> requests = new ArrayList<>();

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
            requests.add(request);
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
        return await(() -> requests.size() >= number, limit);
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
