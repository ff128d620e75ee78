package digital.memu.inference.internal.async;

import digital.memu.inference.failure.InferenceCancelledException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * A future whose cancel, also of one made from it, interrupts the call behind it.
 *
 * <p>{@code CompletableFuture} itself cancels nothing but the future: the call would run on and burn the GPU for nobody.
 */
final class CancellingFuture<R> extends CompletableFuture<R> {

    private final AtomicReference<Future<?>> work;

    private CancellingFuture(AtomicReference<Future<?>> work) {
        this.work = work;
    }

    static <R> CompletableFuture<R> run(ExecutorService workers, Supplier<R> call) {
        CancellingFuture<R> result = new CancellingFuture<>(new AtomicReference<>());
        try {
            result.begin(workers.submit(() -> result.fulfil(call)));
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new InferenceCancelledException("The router is closed"));
        }
        return result;
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        boolean cancelled = super.cancel(mayInterrupt);
        Future<?> running = work.get();
        if (cancelled && running != null) {
            running.cancel(true);
        }
        return cancelled;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CancellingFuture<>(work);
    }

    private void begin(Future<?> running) {
        work.set(running);
        if (isCancelled()) {
            // Cancelled between the submission and this line.
            running.cancel(true);
        }
    }

    private void fulfil(Supplier<R> call) {
        try {
            complete(call.get());
        } catch (Throwable e) {
            // Whoever waits must be told of an Error too; it is not ours to handle.
            completeExceptionally(e);
        }
    }
}
