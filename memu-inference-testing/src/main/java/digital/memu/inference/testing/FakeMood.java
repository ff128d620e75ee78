package digital.memu.inference.testing;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.InferenceTimeoutException.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** How a fake behaves at this moment, and the waiting that a silent server forces on its caller. */
final class FakeMood {

    private enum Mood {
        WELL,
        OFFLINE,
        SILENT
    }

    private static final String URL = "fake://server";

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<InferenceException> failures = new ArrayDeque<>();
    private final CompletableFuture<InferenceException> closed = new CompletableFuture<>();
    private Mood mood = Mood.WELL;
    private int deathAfter = -1;

    void goOffline() {
        set(Mood.OFFLINE);
    }

    void goSilent() {
        set(Mood.SILENT);
    }

    void comeBack() {
        set(Mood.WELL);
    }

    void failNext(InferenceException failure) {
        lock.lock();
        try {
            failures.add(failure);
        } finally {
            lock.unlock();
        }
    }

    void dieAfter(int events) {
        lock.lock();
        try {
            deathAfter = events;
        } finally {
            lock.unlock();
        }
    }

    /** The number of events after which the answer that begins now breaks off; negative means it does not. */
    int takeDeath() {
        lock.lock();
        try {
            int events = deathAfter;
            deathAfter = -1;
            return events;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        closed.complete(new InferenceCancelledException("The backend was closed"));
    }

    /** Returns at once when all is well; else fails, at once or when a clock of the caller's runs out. */
    void check(CallContext context) {
        InferenceException failure;
        Mood now;
        lock.lock();
        try {
            failure = failures.poll();
            now = mood;
        } finally {
            lock.unlock();
        }
        if (failure != null) {
            throw failure;
        }
        if (now == Mood.OFFLINE) {
            throw new ConnectionException(ConnectionException.Kind.REFUSED, URL, "connect", "connection refused", null);
        }
        if (now == Mood.SILENT) {
            throw waitForClock(context);
        }
    }

    private InferenceException waitForClock(CallContext context) {
        CompletableFuture<InferenceException> end = closed.copy();
        context.onCancel(() -> end.complete(new InferenceCancelledException("The caller gave up")));
        Duration limit = context.timeouts().firstEvent();
        var firstEvent = context.time()
                .schedule(limit, () -> end.complete(new InferenceTimeoutException(Clock.FIRST_EVENT, URL, limit)));
        var total = total(context, end);
        try {
            return end.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new InferenceCancelledException("Interrupted while waiting for the server");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            firstEvent.cancel();
            if (total != null) {
                total.cancel();
            }
        }
    }

    private static digital.memu.inference.backend.TimeSource.@Nullable Timer total(
            CallContext context, CompletableFuture<InferenceException> end) {
        if (context.deadline() == Long.MAX_VALUE) {
            return null;
        }
        Duration left = Duration.ofNanos(context.deadline() - context.time().nanoTime());
        return context.time().schedule(left, () -> end.complete(new InferenceTimeoutException(Clock.TOTAL, URL, left)));
    }

    private void set(Mood next) {
        lock.lock();
        try {
            mood = next;
        } finally {
            lock.unlock();
        }
    }
}
