package digital.memu.inference.internal.http;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InferenceTimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One use of the way to a server, from the first look-up to the last byte: what its caller waits for, and what ends it.
 *
 * <p>It ends once: complete, failed (what has arrived is still delivered), or cancelled (nothing more is). Whoever ends it
 * closes what it uses at that moment, and its caller is told on the caller's own thread. Thread-safe.
 */
final class Call {

    private final CallContext context;
    private final PhaseClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile String url;

    private boolean complete;
    private boolean cancelled;
    private @Nullable Supplier<? extends InferenceException> failure;
    private @Nullable Runnable inUse;

    /** A call within the limits of {@code context} to the server at {@code url}. */
    Call(CallContext context, String url) {
        this.context = context;
        this.url = url;
        this.clock = new PhaseClock(this, context.time(), context.deadline());
    }

    CallContext context() {
        return context;
    }

    /** Guards everything that the call waits for. */
    ReentrantLock lock() {
        return lock;
    }

    /** The timer; for holders of the lock. */
    PhaseClock clock() {
        return clock;
    }

    String url() {
        return url;
    }

    /** Names the address that was chosen. */
    void url(String chosen) {
        this.url = chosen;
    }

    /** Wakes up whoever waits; for holders of the lock. */
    void changed() {
        changed.signalAll();
    }

    /** Wakes up whoever waits. */
    void wake() {
        lock.lock();
        try {
            changed();
        } finally {
            lock.unlock();
        }
    }

    /** Begins a phase of the clock. */
    void start(long limit, @Nullable Supplier<? extends InferenceException> atDue) {
        lock.lock();
        try {
            if (failure == null && !complete) {
                clock.start(limit, atDue);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends a phase of the clock and tells how long it took. */
    long stop() {
        lock.lock();
        try {
            return clock.stop();
        } finally {
            lock.unlock();
        }
    }

    /** From now on, {@code close} is what frees the connection or the caller when the call ends. */
    void use(Runnable close) {
        lock.lock();
        try {
            if (failure == null) {
                inUse = close;
                return;
            }
        } finally {
            lock.unlock();
        }
        close.run();
        check();
    }

    /** Nothing that would have to be closed is in use any more. */
    void unuse() {
        lock.lock();
        try {
            inUse = null;
        } finally {
            lock.unlock();
        }
    }

    /** The call came to its good end: no clock and no error reaches it any more. */
    void complete() {
        lock.lock();
        try {
            complete = true;
            inUse = null;
            clock.close();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The call failed, unless it has ended already. */
    void fail(Supplier<? extends InferenceException> why) {
        end(why, false);
    }

    /** The caller gave up: a waiting reader is freed at once. */
    void cancel(String why) {
        end(() -> new InferenceCancelledException(url + ": " + why), true);
    }

    /** Nobody uses the call any more: if it has not ended yet it ends now. */
    void abandon() {
        boolean running;
        lock.lock();
        try {
            running = failure == null && !complete;
        } finally {
            lock.unlock();
        }
        if (running) {
            cancel("it has ended");
        }
    }

    /** The failure at the deadline. */
    InferenceException tooLate() {
        return new InferenceTimeoutException(InferenceTimeoutException.Clock.TOTAL, url, clock.total());
    }

    /** Throws what ended the call, if it did not end well. */
    void check() {
        Supplier<? extends InferenceException> why;
        lock.lock();
        try {
            why = failure;
            if (why == null && clock.late() && !complete) {
                why = this::tooLate;
            }
        } finally {
            lock.unlock();
        }
        if (why != null) {
            fail(why);
            throw why.get();
        }
    }

    /**
     * Waits for {@code ready}, which is asked under the lock; not to be called by holders of the lock.
     *
     * @param waiting run under the lock if it is not ready at once
     * @return false if a clock that only wakes up ran out first
     */
    boolean await(BooleanSupplier ready, @Nullable Runnable waiting) {
        boolean waits = false;
        lock.lock();
        try {
            while (true) {
                if (failure != null && cancelled) {
                    throw failure.get();
                }
                if (ready.getAsBoolean()) {
                    return true;
                }
                if (failure != null) {
                    throw failure.get();
                }
                if (clock.expired()) {
                    return false;
                }
                if (!waits && waiting != null) {
                    waiting.run();
                }
                waits = true;
                changed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        throw interrupted();
    }

    /** Cancels because the thread was interrupted, and returns what to throw. */
    InferenceException interrupted() {
        cancel("the thread was interrupted");
        lock.lock();
        try {
            return failure == null ? new InferenceCancelledException(url + ": interrupted") : failure.get();
        } finally {
            lock.unlock();
        }
    }

    private void end(Supplier<? extends InferenceException> why, boolean cancel) {
        Runnable close;
        lock.lock();
        try {
            if (failure == null && (cancel || !complete)) {
                failure = why;
            }
            cancelled |= cancel;
            close = inUse;
            inUse = null;
            clock.close();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (close != null) {
            close.run();
        }
    }
}
