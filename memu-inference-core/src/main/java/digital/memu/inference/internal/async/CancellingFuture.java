package digital.memu.inference.internal.async;

import digital.memu.inference.failure.InferenceCancelledException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * A future that interrupts the call behind it when it, or one made from it, is cancelled or completed from outside, as
 * {@code orTimeout} does.
 *
 * <p>{@code CompletableFuture} itself ends nothing but the future: the call would run on and burn the GPU for nobody.
 */
public final class CancellingFuture<R> extends CompletableFuture<R> {

    private final AtomicReference<Future<?>> work;

    private CancellingFuture(AtomicReference<Future<?>> work) {
        this.work = work;
    }

    /** Runs the call on one of the workers. */
    public static <R> CompletableFuture<R> run(ExecutorService workers, Supplier<R> call) {
        CancellingFuture<R> result = new CancellingFuture<>(new AtomicReference<>());
        try {
            result.begin(workers.submit(() -> result.fulfil(call)));
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new InferenceCancelledException("Closed before the call began"));
        }
        return result;
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        return ended(super.cancel(mayInterrupt));
    }

    @Override
    public boolean complete(R value) {
        return ended(super.complete(value));
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        return ended(super.completeExceptionally(failure));
    }

    /** Nobody waits for the call any more, if it was the caller who ended the future. */
    private boolean ended(boolean now) {
        Future<?> running = work.get();
        if (now && running != null) {
            running.cancel(true);
        }
        return now;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CancellingFuture<>(work);
    }

    private void begin(Future<?> running) {
        work.set(running);
        if (isDone()) {
            // Ended between the submission and this line; to cancel what has run does nothing.
            running.cancel(true);
        }
    }

    private void fulfil(Supplier<R> call) {
        try {
            super.complete(call.get());
        } catch (Throwable e) {
            // Whoever waits must be told of an Error too; it is not ours to handle.
            super.completeExceptionally(e);
        }
    }
}
