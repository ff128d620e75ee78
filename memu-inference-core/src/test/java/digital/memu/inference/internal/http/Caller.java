package digital.memu.inference.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A caller on a thread of its own, whose outcome is awaited for a bounded time. */
final class Caller<T> {

    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private final Thread thread;

    private Caller(boolean virtual, Callable<T> task) {
        Runnable run = () -> {
            try {
                outcome.complete(task.call());
            } catch (Throwable e) {
                outcome.completeExceptionally(e);
            }
        };
        this.thread = virtual ? startVirtual(run) : startDaemon(run);
    }

    static <T> Caller<T> run(Callable<T> task) {
        return run(false, task);
    }

    static <T> Caller<T> run(boolean virtual, Callable<T> task) {
        return new Caller<>(virtual, task);
    }

    static boolean hasVirtualThreads() {
        return Runtime.version().feature() >= 21;
    }

    private static Thread startDaemon(Runnable run) {
        Thread thread = new Thread(run, "caller");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static Thread startVirtual(Runnable run) {
        try {
            return (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, run);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts an exchange and reads its lines. */
    static Caller<Object> reading(Exchange exchange) {
        return run(() -> {
            exchange.start();
            return Calls.lines(exchange);
        });
    }

    Thread thread() {
        return thread;
    }

    boolean isDone() {
        return outcome.isDone();
    }

    T result() throws Exception {
        return outcome.get(StubServer.patienceMillis(), TimeUnit.MILLISECONDS);
    }

    Throwable failure() throws InterruptedException {
        try {
            outcome.get(StubServer.patienceMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (TimeoutException e) {
            AssertionError error = new AssertionError("still running: " + thread.getState(), e);
            error.setStackTrace(thread.getStackTrace());
            throw error;
        }
        throw new AssertionError("did not fail");
    }

    /** Waits until the caller waits for something to happen, and not only for its turn at a lock. */
    void awaitWaiting() {
        until("the caller to wait", () -> {
            List<String> waiting = Arrays.stream(thread.getStackTrace())
                    .map(StackTraceElement::getMethodName)
                    .takeWhile(method -> !method.equals("await"))
                    .toList();
            return thread.getState() == Thread.State.WAITING
                    && waiting.contains("park")
                    && !waiting.contains("acquire");
        });
    }

    /** Looks again and again, for a bounded time. */
    static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + StubServer.patience().toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("waiting for " + what).isNegative();
            LockSupport.parkNanos(100_000);
        }
    }
}
