package digital.memu.inference.immich.testing;

import digital.memu.inference.immich.testing.Holds.Hold;
import digital.memu.inference.immich.testing.Ledger.Count;
import java.time.Duration;
import java.util.List;

/**
 * A server on 127.0.0.1 that speaks the protocol of Immich's machine-learning service as the recordings of real services
 * do, with vectors made from the bytes in place of models, and faults at exact places.
 *
 * <pre>{@code
 * try (ImmichMlSimulator pc = ImmichMlSimulator.builder()
 *         .generation(Generation.LENIENT)
 *         .model(SimulatedMlModel.clip("ViT-B-32__openai", 512).loadTime(Duration.ofSeconds(2)).build())
 *         .build()) {
 *     pc.next(Fault.outOfMemory());
 *     // let the code under test talk to pc.url()
 *     pc.requests();
 * }
 * }</pre>
 *
 * <p>It listens when it is built. Pictures are judged by their headers and their end: what the real service could not
 * decode fails as it does there. A load or a run that has begun goes on when its client hangs up. A plain 500 closes its
 * connection unannounced; an idle connection ends after the keep-alive.
 *
 * <p>A <em>run</em> is the work of one model on one photo or text: two for faces, two for text in photos.
 *
 * <p>Thread-safe. Whoever builds it closes it; {@link #close} drops all connections, ends all waits and leaves no thread
 * behind.
 */
public final class ImmichMlSimulator implements AutoCloseable {

    private static final String PREDICT = "/predict";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Service service;
    private final Ledger ledger;
    private final Listener listener;
    private volatile boolean closed;

    ImmichMlSimulator(Service service, int port, int receiveBuffer) {
        this.service = service;
        this.ledger = service.ledger();
        this.listener = new Listener(port, receiveBuffer, service.threads(), service::accept);
        service.switchOn();
        listener.open();
    }

    /** Begins a simulator; see there for the defaults. */
    public static ImmichMlSimulatorBuilder builder() {
        return new ImmichMlSimulatorBuilder();
    }

    /** The address, such as {@code http://127.0.0.1:41234}; it stays the same while offline. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** The port. */
    public int port() {
        return listener.port();
    }

    // Models

    /** Adds a model, in place of one of the same name, not loaded. */
    public void install(SimulatedMlModel model) {
        service.install(model);
    }

    /** Forgets that a model is loaded, or that it could not be: it was not used for long. */
    public void unload(String model) {
        service.unload(model);
    }

    // Faults

    /** Strikes the next {@code /predict}; queued behind others. */
    public void next(Fault fault) {
        next(PREDICT, fault);
    }

    /** Strikes the next request for this path, such as {@code /ping} or {@code GET /ping}; queued behind others. */
    public void next(String path, Fault fault) {
        service.faults().once(fault, path);
    }

    /** Strikes every {@code /predict} until {@link #heal}. */
    public void always(Fault fault) {
        always(PREDICT, fault);
    }

    /** Strikes every request for this path until {@link #heal}. */
    public void always(String path, Fault fault) {
        service.faults().always(fault, path);
    }

    /** Forgets all faults to come and ends {@link #freeze}. What a fault has struck already stays struck. */
    public void heal() {
        service.faults().clear();
        thaw();
    }

    /**
     * Begins no answer until {@link #thaw}, though connections are accepted and requests read: a machine whose software
     * hangs.
     */
    public void freeze() {
        service.holds().hold(Hold.ALL);
    }

    /** Ends {@link #freeze}; what came meanwhile is answered. */
    public void thaw() {
        service.holds().release(Hold.ALL);
    }

    /** Refuses connections, closes those it has, forgets what is loaded: the program was killed. */
    public void offline() {
        listener.shut();
        service.switchOff();
    }

    /**
     * Listens again on the same port, no model loaded.
     *
     * @throws java.io.UncheckedIOException if the port is taken by now
     * @throws IllegalStateException if the simulator is closed
     */
    public void online() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        service.switchOn();
        listener.open();
    }

    /**
     * Kills the process behind the socket: its connections end without a byte, new ones are accepted and wait for the next
     * process, which has nothing loaded.
     */
    public void killWorker() {
        service.killWorker();
    }

    /**
     * Restarts the process behind the socket, as an idle service does to itself: running requests are finished, idle
     * connections closed, new ones accepted and answered by the next process, which has nothing loaded.
     */
    public void idleRestart() {
        service.restartWorker();
    }

    // Pace

    /** Keeps runs from ending, those under way too. */
    public void holdRuns() {
        service.holds().hold(Hold.RUNS);
    }

    /** Ends {@link #holdRuns}. */
    public void releaseRuns() {
        service.holds().release(Hold.RUNS);
    }

    /** Keeps loads from ending, those under way too. */
    public void holdLoads() {
        service.holds().hold(Hold.LOADS);
    }

    /** Ends {@link #holdLoads}; the load time begins. */
    public void releaseLoads() {
        service.holds().release(Hold.LOADS);
    }

    /** Keeps new processes from coming up after {@link #killWorker} and {@link #idleRestart}. */
    public void holdBoots() {
        service.holds().hold(Hold.BOOTS);
    }

    /** Ends {@link #holdBoots}; the boot time begins. */
    public void releaseBoots() {
        service.holds().release(Hold.BOOTS);
    }

    // What happened

    /** All requests, or the latest that are kept, in the order in which they were read. */
    public List<RecordedRequest> requests() {
        return ledger.requests();
    }

    /** The requests for this path. */
    public List<RecordedRequest> requests(String path) {
        return ledger.requests().stream()
                .filter(request -> request.path().equals(path))
                .toList();
    }

    /** Runs begun. */
    public int runsStarted() {
        return ledger.get(Count.RUNS);
    }

    /** Runs that came to their end, whether or not the client was still there. */
    public int runsFinished() {
        return ledger.get(Count.RUNS_FINISHED);
    }

    /** Loads begun. */
    public int loadsStarted() {
        return ledger.get(Count.LOADS);
    }

    /** Loads that came to their end, good or bad. */
    public int loadsFinished() {
        return ledger.get(Count.LOADS_FINISHED);
    }

    /** Connections that are open now. */
    public int openConnections() {
        return ledger.get(Count.OPEN_CONNECTIONS);
    }

    /** Connections accepted so far, with or without a request. */
    public int connectionsAccepted() {
        return ledger.get(Count.CONNECTIONS);
    }

    /** Waits until so many requests were read; {@code false} if the time is over before. */
    public boolean awaitRequests(int number, Duration limit) {
        return ledger.awaitAtLeast(Count.REQUESTS, number, limit);
    }

    /** Waits until so many runs were begun; {@code false} if the time is over before. */
    public boolean awaitRuns(int number, Duration limit) {
        return ledger.awaitAtLeast(Count.RUNS, number, limit);
    }

    /** Waits until so many runs came to their end; {@code false} if the time is over before. */
    public boolean awaitRunsFinished(int number, Duration limit) {
        return ledger.awaitAtLeast(Count.RUNS_FINISHED, number, limit);
    }

    /** Waits until so many loads were begun; {@code false} if the time is over before. */
    public boolean awaitLoads(int number, Duration limit) {
        return ledger.awaitAtLeast(Count.LOADS, number, limit);
    }

    /** Waits until so many loads came to their end; {@code false} if the time is over before. */
    public boolean awaitLoadsFinished(int number, Duration limit) {
        return ledger.awaitAtLeast(Count.LOADS_FINISHED, number, limit);
    }

    /** Waits until exactly so many connections are open; {@code false} if the time is over before. */
    public boolean awaitOpenConnections(int number, Duration limit) {
        return ledger.awaitExactly(Count.OPEN_CONNECTIONS, number, limit);
    }

    /** Stops listening, drops all connections and waits for the threads to end. May be called again. */
    @Override
    public void close() {
        closed = true;
        offline();
        service.threads().awaitEnd(PATIENCE);
    }
}
