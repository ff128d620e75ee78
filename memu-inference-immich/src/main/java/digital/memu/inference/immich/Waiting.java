package digital.memu.inference.immich;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.InferenceTimeoutException.Clock;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** How an attempt waits for something other than the server: until its caller gives up, or its deadline. */
final class Waiting {

    private Waiting() {}

    /**
     * What the future is completed with.
     *
     * @param url what is waited for, for messages
     * @throws InferenceCancelledException if the caller gives up
     * @throws InferenceTimeoutException at the deadline
     */
    static <V> V on(CompletableFuture<V> future, CallContext context, String url) {
        // A copy: who leaves must not end what others wait for.
        CompletableFuture<V> mine = future.copy();
        context.onCancel(() -> mine.cancel(false));
        TimeSource.Timer deadline = deadline(mine, context, url);
        try {
            return context.time().await(mine);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceCancelledException(url + ": the thread was interrupted");
        } catch (CancellationException e) {
            throw new InferenceCancelledException(url + ": the call was cancelled");
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            deadline.cancel();
        }
    }

    /** Lets the time pass. */
    static void pause(Duration span, CallContext context, String url) {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        TimeSource.Timer timer = context.time().schedule(span, () -> over.complete(true));
        try {
            on(over, context, url);
        } finally {
            timer.cancel();
        }
    }

    private static TimeSource.Timer deadline(CompletableFuture<?> mine, CallContext context, String url) {
        if (context.deadline() == Long.MAX_VALUE) {
            return () -> {};
        }
        Duration left =
                Duration.ofNanos(Math.max(0, context.deadline() - context.time().nanoTime()));
        return context.time()
                .schedule(
                        left, () -> mine.completeExceptionally(new InferenceTimeoutException(Clock.TOTAL, url, left)));
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        Throwable cause = e.getCause();
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
    }
}
