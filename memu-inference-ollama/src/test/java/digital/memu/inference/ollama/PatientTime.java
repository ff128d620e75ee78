package digital.memu.inference.ollama;

import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * Lets time pass for a router that talks to simulators over real sockets, but never while a server that is well is being
 * spoken to: however slow the machine is, no clock runs out but those that wait for a server that says nothing.
 *
 * <p>Used by one thread, but for what is told of the servers.
 */
final class PatientTime {

    private static final Duration STEP = Duration.ofMillis(200);

    /** Where there is no connection, one may be on its way: only then somebody waits to try again. */
    private static final int POLLS_UNTIL_IDLE = 20;

    private static final int POLL_MILLIS = 3;
    private static final int MOST_POLLS = 60_000 / POLL_MILLIS;

    private final ManualClock clock;
    private final Map<OllamaSimulator, IntSupplier> stuck = new ConcurrentHashMap<>();
    private int idle;
    private Duration passed = Duration.ZERO;
    private Duration most = Duration.ofDays(365);

    PatientTime(ManualClock clock) {
        this.clock = clock;
    }

    /** From now on this server answers. */
    void well(OllamaSimulator server) {
        stuck.put(server, () -> 0);
    }

    /** From now on this server answers nothing. */
    void frozen(OllamaSimulator server) {
        stuck.put(server, () -> Integer.MAX_VALUE);
    }

    /** From now on this server answers everything but what it is asked to generate. */
    void silent(OllamaSimulator server) {
        int over = generationsOver(server) - server.generationsStarted();
        stuck.put(server, () -> server.generationsStarted() - generationsOver(server) + over);
    }

    private static int generationsOver(OllamaSimulator server) {
        return server.generationsCompleted() + server.generationsCancelled();
    }

    /** No more than this passes from now on. */
    void atMost(Duration time) {
        most = time;
        passed = Duration.ZERO;
    }

    /** How much has passed. */
    Duration passed() {
        return passed;
    }

    /** Waits for this, and lets time pass as far as that is what it takes. */
    <V> V until(CompletableFuture<V> result) {
        CompletableFuture<Void> unused = result.handle((value, failure) -> null);
        for (int i = 0; i < MOST_POLLS; i++) {
            if (isDone(result)) {
                return result.join();
            }
            pass();
        }
        throw new AssertionError("no outcome within a minute, of which " + passed + " on the clock");
    }

    /** The same for something that can only be looked at. */
    void until(String what, BooleanSupplier condition) {
        CompletableFuture<Void> never = new CompletableFuture<>();
        for (int i = 0; i < MOST_POLLS; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            if (!isDone(never)) {
                pass();
            }
        }
        throw new AssertionError("not within a minute: " + what);
    }

    private static boolean isDone(CompletableFuture<?> result) {
        try {
            result.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    private void pass() {
        boolean silent = false;
        for (Map.Entry<OllamaSimulator, IntSupplier> each : stuck.entrySet()) {
            int open = each.getKey().openConnections();
            if (open > each.getValue().getAsInt()) {
                idle = 0;
                return;
            }
            silent |= open > 0;
        }
        if (!silent && ++idle < POLLS_UNTIL_IDLE) {
            return;
        }
        if (passed.compareTo(most) < 0) {
            passed = passed.plus(STEP);
            clock.advance(STEP);
        }
    }
}
