package digital.memu.inference.ollama.testing;

import digital.memu.inference.ollama.testing.ExchangeOver.Cause;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the handler of a connection waits on. Every wait ends at once when the client hangs up or the simulator drops
 * the connection.
 *
 * <p>One thread waits; any thread may wake or cut.
 */
final class Lifeline {

    private static final long FOR_EVER = Long.MAX_VALUE / 2;

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
        long left = time == null ? FOR_EVER : time.toNanos();
        lock.lock();
        try {
            while (left > 0 && end == null) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExchangeOver(Cause.DROPPED);
        } finally {
            lock.unlock();
        }
        check();
    }
}
