package digital.memu.inference.ollama.testing;

import digital.memu.inference.ollama.testing.ExchangeOver.Cause;
import digital.memu.inference.ollama.testing.Ledger.Count;
import java.io.IOException;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All that the connections of one simulator share. Thread-safe. */
final class Machine {

    private final Settings settings;
    private final Answers answers;
    private final Ledger ledger;
    private final FaultPlan faults = new FaultPlan();
    private final Threads threads = new Threads();
    private final Catalogue catalogue;
    private final Store store;
    private final Runners runners;
    private final Endpoints endpoints;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean frozen;
    private volatile boolean off;

    Machine(Settings settings, Answers answers) {
        this.settings = settings;
        this.answers = answers;
        this.ledger = new Ledger(settings.keptRequests());
        this.catalogue = new Catalogue(settings.models(), settings.version());
        this.store = new Store(settings.registry());
        this.runners = new Runners(settings.slots(), ledger, faults);
        this.endpoints = new Endpoints(this);
        settings.models().stream()
                .filter(SimulatedModel::isLoaded)
                .forEach(model -> runners.startLoaded(model, RunnerOptions.of(Json.object(), model, settings)));
    }

    Settings settings() {
        return settings;
    }

    Answers answers() {
        return answers;
    }

    Ledger ledger() {
        return ledger;
    }

    FaultPlan faults() {
        return faults;
    }

    Threads threads() {
        return threads;
    }

    Catalogue catalogue() {
        return catalogue;
    }

    Store store() {
        return store;
    }

    Runners runners() {
        return runners;
    }

    void accept(Socket socket, int port) {
        Connection connection = new Connection(this, socket, "ollama-simulator-" + port + "-" + socket.getPort());
        ledger.add(Count.CONNECTIONS);
        ledger.add(Count.OPEN_CONNECTIONS);
        connections.add(connection);
        if (off) {
            connection.close();
        } else {
            connection.start();
        }
    }

    void forget(Connection connection) {
        connections.remove(connection);
    }

    /** Drops all connections, those just being accepted too, and forgets what is loaded. */
    void switchOff() {
        off = true;
        connections.forEach(Connection::close);
        runners.clear();
    }

    void switchOn() {
        off = false;
    }

    void freeze() {
        frozen = true;
    }

    void thaw() {
        frozen = false;
        connections.forEach(connection -> connection.life().wake());
    }

    /** Waits while the machine is frozen. */
    void awaitThaw(Lifeline life) throws ExchangeOver {
        life.check();
        while (frozen) {
            life.awaitWake();
        }
    }

    /** Answers a request; tells whether the connection goes on. */
    boolean serve(Connection connection, RecordedRequest request) {
        boolean generation = Endpoints.isGeneration(request, settings.version());
        if (generation) {
            ledger.add(Count.GENERATIONS);
        }
        Exchange exchange = new Exchange(
                connection, this, request, faults.take(request, generation).orElse(null));
        try {
            exchange.arrive();
            endpoints.handle(exchange);
            return !exchange.closes();
        } catch (ExchangeOver e) {
            if (generation && e.reason() == Cause.CLIENT_GONE && !exchange.isComplete()) {
                ledger.add(Count.CANCELLED);
            }
            return e.reason() == Cause.ANSWERED && !exchange.closes();
        } catch (IOException e) {
            return false;
        }
    }
}
