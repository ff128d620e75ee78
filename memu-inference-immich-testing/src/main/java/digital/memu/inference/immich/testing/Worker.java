package digital.memu.inference.immich.testing;

import digital.memu.inference.immich.testing.Holds.Hold;
import digital.memu.inference.immich.testing.Ledger.Count;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One process of the service: what it has loaded, what keeps it busy, whether it lives. Its threads are those of the
 * requests. Thread-safe: all of it changes under the monitor.
 */
final class Worker {

    private final Settings settings;
    private final Monitor monitor;
    private final Ledger ledger;
    private final Holds holds;
    private final Set<Entry.Key> loaded = new HashSet<>();
    private final Set<Entry.Key> loading = new HashSet<>();
    private final Set<Entry.Key> failed = new HashSet<>();
    private final Map<Entry.Key, Thresholds> configured = new HashMap<>();
    private final Deque<Object> queue = new ArrayDeque<>();
    private int busy;
    private int stops;
    private boolean stopped;
    private boolean up;
    private boolean retiring;
    private boolean dead;

    Worker(Settings settings, Monitor monitor, Ledger ledger, Holds holds) {
        this.settings = settings;
        this.monitor = monitor;
        this.ledger = ledger;
        this.holds = holds;
    }

    // Life

    void rise() {
        monitor.change(() -> up = true);
    }

    /** Takes no more connections, but finishes what it is at. */
    void retire() {
        monitor.change(() -> retiring = true);
    }

    void die() {
        monitor.change(() -> dead = true);
    }

    boolean isUp() {
        return monitor.get(() -> up);
    }

    boolean isRetiring() {
        return monitor.get(() -> retiring);
    }

    boolean isDead() {
        return monitor.get(() -> dead);
    }

    /** Waits until it can answer: nothing loads that stops all else, nobody has frozen it. */
    void awaitFree() throws WorkerDied {
        await(() -> up && stops == 0 && !holds.isHeld(Hold.ALL));
    }

    /** Answers nothing from now on; waits its turn if others have stopped it too. */
    void stop() throws WorkerDied {
        await(() -> {
            boolean first = !stopped;
            if (first) {
                stopped = true;
                stops++;
            }
            return first;
        });
    }

    /** Ends a {@link #stop} after this time. */
    void goOnAfter(Duration time) throws WorkerDied {
        try {
            sleep(time);
        } finally {
            monitor.change(() -> {
                stopped = false;
                stops--;
            });
        }
    }

    private void await(BooleanSupplier reached) throws WorkerDied {
        monitor.await(() -> dead || reached.getAsBoolean());
        if (isDead()) {
            throw new WorkerDied();
        }
    }

    private void sleep(Duration time) throws WorkerDied {
        if (!time.isZero() && monitor.await(() -> dead, time)) {
            throw new WorkerDied();
        }
    }

    // Models

    void startLoaded(Entry.Key key) {
        monitor.change(() -> loaded.add(key));
    }

    void unload(String model) {
        monitor.change(() -> {
            loaded.removeIf(key -> key.model().equals(model));
            failed.removeIf(key -> key.model().equals(model));
        });
    }

    /** Loads a model unless it is loaded; others wait, all of them or those for the same model. */
    void load(SimulatedMlModel model, Entry.Key key) throws WorkerDied, Refusal {
        if (monitor.get(() -> loaded.contains(key))) {
            return;
        }
        takeThread();
        try {
            await(() -> (settings.isStrict() ? !loading.contains(key) : loading.isEmpty()) && loading.add(key));
            try {
                loadAlone(model, key);
            } finally {
                monitor.change(() -> loading.remove(key));
            }
        } finally {
            giveThreadBack();
        }
    }

    private void loadAlone(SimulatedMlModel model, Entry.Key key) throws WorkerDied, Refusal {
        if (monitor.get(() -> failed.contains(key))) {
            throw Refusal.of(500, "Failed to load model '" + key.model() + "'");
        }
        if (monitor.get(() -> loaded.contains(key))) {
            return;
        }
        int stop = settings.pingDuringLoad() ? 0 : 1;
        monitor.change(() -> stops += stop);
        try {
            ledger.add(Count.LOADS);
            await(() -> !holds.isHeld(Hold.LOADS));
            sleep(model.loadTime());
            monitor.change(() -> (model.isLoadable() ? loaded : failed).add(key));
            ledger.add(Count.LOADS_FINISHED);
        } finally {
            monitor.change(() -> stops -= stop);
        }
        if (!model.isLoadable()) {
            throw Refusal.crash();
        }
    }

    /** The thresholds of a model that all requests share. */
    Thresholds configured(Entry.Key key) {
        return monitor.get(() -> configured.getOrDefault(key, Thresholds.usual(key.slot())));
    }

    void configure(Entry entry) {
        monitor.change(() -> configured.put(entry.key(), configured(entry.key()).with(entry.options())));
    }

    // Work

    /** Lets a model do this when a thread is free, to the end, whoever may have hung up meanwhile. */
    <T> T run(Duration time, Runnable start, Supplier<T> work) throws WorkerDied {
        takeThread();
        try {
            start.run();
            ledger.add(Count.RUNS);
            await(() -> !holds.isHeld(Hold.RUNS));
            sleep(time);
            T result = work.get();
            ledger.add(Count.RUNS_FINISHED);
            return result;
        } finally {
            giveThreadBack();
        }
    }

    /** Decodes and the like: work that takes a thread and no time. */
    <T> T call(Supplier<T> work) throws WorkerDied {
        takeThread();
        try {
            return work.get();
        } finally {
            giveThreadBack();
        }
    }

    private void takeThread() throws WorkerDied {
        Object ticket = new Object();
        monitor.change(() -> queue.add(ticket));
        await(() -> {
            boolean mine = queue.peek() == ticket && busy < settings.requestThreads();
            if (mine) {
                queue.remove();
                busy++;
            }
            return mine;
        });
        // the next in the queue may have looked before this one left it
        monitor.change(() -> {});
    }

    private void giveThreadBack() {
        monitor.change(() -> busy--);
    }
}
