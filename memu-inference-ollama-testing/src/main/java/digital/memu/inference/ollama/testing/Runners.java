package digital.memu.inference.ollama.testing;

import digital.memu.inference.ollama.testing.ExchangeOver.Cause;
import digital.memu.inference.ollama.testing.Ledger.Count;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The loaded models and who uses them, as Ollama schedules: one load at a time, a number of slots per model, silent
 * queues, first come first served per model. A load ends with the connection of the request that began it.
 *
 * <p>Thread-safe; nothing is done under the lock that can block.
 */
final class Runners {

    /** A loaded model, as {@code /api/ps} shows it. */
    record Running(SimulatedModel model, RunnerOptions options, Instant expires) {}

    private static final class Runner {
        final RunnerOptions options;
        int active;
        KeepAlive keepAlive = KeepAlive.DEFAULT;
        Instant expires = KeepAlive.DEFAULT.from(Instant.now());

        Runner(RunnerOptions options) {
            this.options = options;
        }
    }

    /** What comes next for a request: take the seat, or load first, or wait. */
    private record Turn(@Nullable Runner seat, boolean load) {
        static final Turn WAIT = new Turn(null, false);
        static final Turn LOAD = new Turn(null, true);
    }

    private final int slots;
    private final Ledger ledger;
    private final FaultPlan faults;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<SimulatedModel, Runner> runners = new LinkedHashMap<>();
    private final Map<SimulatedModel, Deque<Lifeline>> queues = new HashMap<>();
    private @Nullable Lifeline loading;

    Runners(int slots, Ledger ledger, FaultPlan faults) {
        this.slots = slots;
        this.ledger = ledger;
        this.faults = faults;
    }

    void startLoaded(SimulatedModel model, RunnerOptions options) {
        runners.put(model, new Runner(options));
    }

    /** A place in a loaded model, to be given back. Used by one thread. */
    final class Seat {

        private final Runner runner;
        private boolean taken = true;

        private Seat(Runner runner) {
            this.runner = runner;
        }

        /** Gives it back; again does nothing. */
        void leave() {
            if (taken) {
                taken = false;
                release(runner);
            }
        }
    }

    /** Loads the model if needed and waits for a slot; both end with the connection. */
    Seat take(Exchange exchange, SimulatedModel model, RunnerOptions options, KeepAlive keepAlive) throws IOException {
        Lifeline life = exchange.life();
        queueUp(model, life);
        try {
            Turn turn = look(model, options, keepAlive, life);
            Runner seat = turn.seat();
            while (seat == null) {
                if (turn.load()) {
                    load(exchange, model, options);
                } else {
                    life.awaitWake();
                }
                turn = look(model, options, keepAlive, life);
                seat = turn.seat();
            }
            return new Seat(seat);
        } finally {
            leaveQueue(model, life);
        }
    }

    private Turn look(SimulatedModel model, RunnerOptions options, KeepAlive keepAlive, Lifeline life) {
        lock.lock();
        try {
            dropExpired();
            Runner runner = runners.get(model);
            if (queue(model).peek() != life) {
                return Turn.WAIT;
            }
            if (runner != null && runner.options.serves(options) && runner.active < slots) {
                runner.active++;
                runner.keepAlive = keepAlive;
                return new Turn(runner, false);
            }
            boolean serves = runner != null && runner.options.serves(options);
            boolean inUse = runner != null && runner.active > 0;
            if (serves || inUse || loading != null) {
                return Turn.WAIT;
            }
            runners.remove(model);
            loading = life;
            return Turn.LOAD;
        } finally {
            lock.unlock();
        }
    }

    private void load(Exchange exchange, SimulatedModel model, RunnerOptions options) throws IOException {
        boolean loaded = false;
        ledger.add(Count.LOADS);
        try {
            exchange.life().pause(model.loadTime());
            Strike fault = faults.takeLoad(exchange.request()).orElse(null);
            if (fault != null) {
                fault.strike(exchange);
            }
            loaded = true;
        } catch (ExchangeOver e) {
            if (e.reason() == Cause.CLIENT_GONE) {
                ledger.add(Count.LOADS_ABORTED);
            }
            throw e;
        } finally {
            lock.lock();
            try {
                loading = null;
                if (loaded) {
                    runners.put(model, new Runner(options));
                }
                wakeFirsts();
            } finally {
                lock.unlock();
            }
        }
    }

    private void release(Runner runner) {
        lock.lock();
        try {
            runner.active--;
            runner.expires = runner.keepAlive.from(Instant.now());
            dropExpired();
            wakeFirsts();
        } finally {
            lock.unlock();
        }
    }

    /** Unloads the model, or has its last user do so. */
    void unload(SimulatedModel model) {
        lock.lock();
        try {
            Runner runner = runners.get(model);
            if (runner != null) {
                runner.keepAlive = KeepAlive.NONE;
                runner.expires = Instant.now();
            }
            dropExpired();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what is loaded. */
    void clear() {
        lock.lock();
        try {
            runners.clear();
        } finally {
            lock.unlock();
        }
    }

    List<Running> running() {
        lock.lock();
        try {
            dropExpired();
            List<Running> all = new ArrayList<>();
            runners.forEach((model, runner) -> all.add(new Running(model, runner.options, runner.expires)));
            return all;
        } finally {
            lock.unlock();
        }
    }

    private void dropExpired() {
        Instant now = Instant.now();
        runners.values().removeIf(runner -> runner.active == 0 && !runner.expires.isAfter(now));
    }

    private Deque<Lifeline> queue(SimulatedModel model) {
        return queues.computeIfAbsent(model, any -> new ArrayDeque<>());
    }

    private void queueUp(SimulatedModel model, Lifeline life) {
        lock.lock();
        try {
            queue(model).add(life);
        } finally {
            lock.unlock();
        }
    }

    private void leaveQueue(SimulatedModel model, Lifeline life) {
        lock.lock();
        try {
            queue(model).remove(life);
            wakeFirsts();
        } finally {
            lock.unlock();
        }
    }

    private void wakeFirsts() {
        for (Deque<Lifeline> queue : queues.values()) {
            Lifeline first = queue.peek();
            if (first != null) {
                first.wake();
            }
        }
    }
}
