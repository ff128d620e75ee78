package digital.memu.inference.ollama.testing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import digital.memu.inference.ollama.testing.ExchangeOver.Cause;
import org.jspecify.annotations.Nullable;

/**
 * What the handler of a connection waits on. Every wait ends at once when the client hangs up or the simulator drops
 * the connection.
 *
 * <p>One thread waits; any thread may wake or cut.
 */
final class Lifeline {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean woken;
    private volatile @Nullable Cause end;

    /** Ends all waits, those to come too. The first cause stays. */
    void cut(Cause cause) {
        lock.lock();
        try {
            if (end == null) {
                end = cause;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets the waiter look again at what it waits for; kept if nobody waits now. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void check() throws ExchangeOver {
        Cause cause = end;
        if (cause != null) {
            throw new ExchangeOver(cause);
        }
    }

    /** Waits until woken. */
    void awaitWake() throws ExchangeOver {
        lock.lock();
        try {
            while (!woken && end == null) {
                changed.awaitUninterruptibly();
            }
            woken = false;
        } finally {
            lock.unlock();
        }
        check();
    }

    /** Waits for this time, or for ever with {@code null}. */
    void pause(@Nullable Duration time) throws ExchangeOver {
        long left = time == null ? Long.MAX_VALUE : time.toNanos();
        lock.lock();
        try {
            while (left > 0 && end == null) {
                left = await(left);
            }
        } finally {
            lock.unlock();
        }
        check();
    }

    private long await(long nanos) throws ExchangeOver {
        try {
            if (nanos == Long.MAX_VALUE) {
                changed.await(1, TimeUnit.DAYS);
                return nanos;
            }
            return changed.awaitNanos(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExchangeOver(Cause.DROPPED);
        }
    }
}
