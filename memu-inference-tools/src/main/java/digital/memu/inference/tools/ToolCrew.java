package digital.memu.inference.tools;

import digital.memu.inference.internal.time.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;

/** Executes the calls of one reply, several at once; its threads end with it. */
final class ToolCrew {

    private final int parallel;

    /** At most {@code parallel} calls at once; with 1 they run on the caller's thread. */
    ToolCrew(int parallel) {
        this.parallel = parallel;
    }

    /**
     * Executes the calls with these numbers and returns what came of them in this order.
     *
     * @param done where each is put when it is done, also when an interrupt ends the waiting for the others
     */
    void execute(int count, IntFunction<ToolExecution> call, AtomicReferenceArray<ToolExecution> done)
            throws InterruptedException {
        if (parallel == 1) {
            for (int i = 0; i < count; i++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                done.set(i, call.apply(i));
            }
            return;
        }
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            tasks.add(() -> {
                done.set(number, call.apply(number));
                return null;
            });
        }
        together(tasks);
    }

    private void together(List<Callable<Void>> tasks) throws InterruptedException {
        ExecutorService pool =
                Executors.newFixedThreadPool(Math.min(parallel, tasks.size()), Threads.daemons("memu-inference-tool"));
        try {
            for (Future<Void> future : pool.invokeAll(tasks)) {
                future.get();
            }
        } catch (ExecutionException e) {
            // Exceptions have become texts for the model by now: this is an Error, or a fault of ours.
            throw unchecked(Objects.requireNonNull(e.getCause()));
        } finally {
            pool.shutdownNow();
        }
    }

    private static RuntimeException unchecked(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
    }
}
