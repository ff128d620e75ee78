package digital.memu.inference.immich.testing;

import digital.memu.inference.immich.testing.Holds.Hold;
import digital.memu.inference.immich.testing.Ledger.Count;
import java.net.Socket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** All that the connections of one simulator share, and the process that serves them now. Thread-safe. */
final class Service {

    private final Settings settings;
    private final Contents contents;
    private final Monitor monitor = new Monitor();
    private final Threads threads = new Threads();
    private final Holds holds = new Holds(monitor);
    private final FaultPlan faults = new FaultPlan();
    private final Ledger ledger;
    private final Endpoints endpoints;
    private final Map<String, SimulatedMlModel> models = new HashMap<>();
    private final Set<Connection> connections = new HashSet<>();
    private Worker worker;
    private boolean off = true;

    Service(Settings settings, Contents contents, List<SimulatedMlModel> known) {
        this.settings = settings;
        this.contents = contents;
        this.ledger = new Ledger(monitor, settings.keptRequests());
        this.endpoints = new Endpoints(this);
        this.worker = newWorker();
        known.forEach(model -> models.put(Entry.cleaned(model.name()), model));
        models.values().stream().filter(model -> !model.isCold()).forEach(this::startLoaded);
    }

    private Worker newWorker() {
        return new Worker(settings, monitor, ledger, holds);
    }

    private void startLoaded(SimulatedMlModel model) {
        for (Slot slot : Slot.values()) {
            if (model.does(slot)) {
                worker.startLoaded(new Entry.Key(Entry.cleaned(model.name()), slot));
            }
        }
    }

    Settings settings() {
        return settings;
    }

    Contents contents() {
        return contents;
    }

    Monitor monitor() {
        return monitor;
    }

    Threads threads() {
        return threads;
    }

    Holds holds() {
        return holds;
    }

    FaultPlan faults() {
        return faults;
    }

    Ledger ledger() {
        return ledger;
    }

    Endpoints endpoints() {
        return endpoints;
    }

    void install(SimulatedMlModel model) {
        monitor.change(() -> models.put(Entry.cleaned(model.name()), model));
        unload(model.name());
    }

    void unload(String model) {
        worker().unload(Entry.cleaned(model));
    }

    Optional<SimulatedMlModel> model(Entry entry) {
        return model(entry.model(), entry.slot());
    }

    Optional<SimulatedMlModel> model(String name, Slot slot) {
        return Optional.ofNullable(monitor.get(() -> models.get(name))).filter(model -> model.does(slot));
    }

    // Connections

    void accept(Socket socket) {
        Connection connection = new Connection(this, socket);
        ledger.add(Count.CONNECTIONS);
        ledger.add(Count.OPEN_CONNECTIONS);
        boolean taken = monitor.get(() -> !off && connections.add(connection));
        if (taken) {
            connection.start();
        } else {
            connection.close();
        }
    }

    void forget(Connection connection) {
        monitor.change(() -> connections.remove(connection));
    }

    private void close(Predicate<Connection> which) {
        monitor.get(() -> connections.stream().filter(which).toList()).forEach(Connection::close);
    }

    // Processes

    /** The process that serves; where it is not up yet, connections wait in the queue of the socket. */
    Worker worker() {
        return monitor.get(() -> worker);
    }

    void switchOn() {
        monitor.change(() -> off = false);
        worker().rise();
    }

    /** The whole service ends, at once. */
    void switchOff() {
        monitor.change(() -> off = true);
        replace().die();
        close(connection -> true);
    }

    /** The process dies, with all connections it has; the socket stays. */
    void killWorker() {
        Worker killed = replace();
        killed.die();
        close(connection -> connection.isOf(killed));
        boot();
    }

    /** The process ends when it has finished its work, and another one takes its place. */
    void restartWorker() {
        Worker retired = replace();
        retired.retire();
        close(connection -> connection.isOf(retired) && connection.isIdle());
        boot();
    }

    private Worker replace() {
        return monitor.get(() -> {
            Worker before = worker;
            worker = newWorker();
            return before;
        });
    }

    private void boot() {
        Worker next = worker();
        threads.start("immich-simulator-boot", () -> {
            monitor.await(() -> next.isDead() || !holds.isHeld(Hold.BOOTS));
            if (!monitor.await(next::isDead, settings.bootTime())) {
                next.rise();
            }
        });
    }
}
