package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.route.Priority;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The places on one backend: so many calls at a time, and an orderly queue for the rest.
 *
 * <p>Thread-safe.
 */
final class Places {

    private final int limit;
    private final TimeSource time;
    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Waiter> queue =
            new PriorityQueue<>(Comparator.comparing(Waiter::priority).thenComparingLong(Waiter::number));
    private int inside;
    private long numbers;

    Places(int limit, TimeSource time) {
        this.limit = limit;
        this.time = time;
    }

    /**
     * Takes a place, waiting for one as long as {@code wait}; false when there was none, the call was cancelled or the thread
     * interrupted.
     *
     * @param onCancel registers what a cancelled call runs
     */
    boolean enter(Priority priority, Duration wait, Consumer<Runnable> onCancel) {
        Waiter waiter;
        lock.lock();
        try {
            if (inside < limit) {
                inside++;
                return true;
            }
            if (wait.isZero()) {
                return false;
            }
            waiter = new Waiter(priority, numbers++, new CompletableFuture<>());
            queue.add(waiter);
        } finally {
            lock.unlock();
        }
        onCancel.accept(() -> giveUp(waiter));
        TimeSource.Timer timer = time.schedule(wait, () -> giveUp(waiter));
        try {
            return time.await(waiter.granted);
        } catch (InterruptedException e) {
            giveUp(waiter);
            if (waiter.granted.join()) {
                leave();
            }
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a future that never fails has failed", e);
        } finally {
            timer.cancel();
        }
    }

    /** Gives a place back, to the first who waits for one. */
    void leave() {
        Waiter next;
        lock.lock();
        try {
            next = queue.poll();
            if (next == null) {
                inside--;
            }
        } finally {
            lock.unlock();
        }
        if (next != null) {
            next.granted.complete(true);
        }
    }

    /** The same after a while, for a call that runs on there without us. */
    void leave(Duration later) {
        if (later.isZero()) {
            leave();
        } else {
            time.schedule(later, this::leave);
        }
    }

    /** How many there are. */
    int limit() {
        return limit;
    }

    /** How many are taken. */
    int taken() {
        lock.lock();
        try {
            return inside;
        } finally {
            lock.unlock();
        }
    }

    private void giveUp(Waiter waiter) {
        boolean waited;
        lock.lock();
        try {
            waited = queue.remove(waiter);
        } finally {
            lock.unlock();
        }
        // Whoever is no longer in the queue has a place already, and gives it back like any other.
        if (waited) {
            waiter.granted.complete(false);
        }
    }

    private record Waiter(Priority priority, long number, CompletableFuture<Boolean> granted) {}
}
