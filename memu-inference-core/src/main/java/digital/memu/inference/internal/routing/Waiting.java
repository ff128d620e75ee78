package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.failure.InferenceCancelledException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** How a request's own thread waits: for what it waits for, for the clock, or until its caller gives up. */
final class Waiting {

    private Waiting() {}

    /**
     * What the future is completed with, or null when that takes longer than {@code limit}; null means no limit.
     *
     * @throws InferenceCancelledException if the caller gives up
     */
    static <V> @Nullable V on(CompletableFuture<V> future, @Nullable Duration limit, CallContext request) {
        // A copy: who leaves must not end what others wait for.
        CompletableFuture<@Nullable V> mine = future.thenApply(value -> value);
        request.onCancel(() -> mine.cancel(false));
        TimeSource.Timer timer = null;
        if (limit != null && !mine.isDone()) {
            timer = request.time().schedule(limit, () -> mine.complete(null));
        }
        try {
            return request.time().await(mine);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceCancelledException("Interrupted while waiting for a backend");
        } catch (CancellationException e) {
            throw new InferenceCancelledException("The call was cancelled while it waited for a backend");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a future that never fails has failed", e);
        } finally {
            if (timer != null) {
                timer.cancel();
            }
        }
    }

    /** Lets the time pass. */
    static void pause(Duration span, CallContext request) {
        on(new CompletableFuture<>(), span, request);
    }
}
