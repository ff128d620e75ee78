package digital.memu.inference.ollama.testing;

import digital.memu.inference.ollama.testing.Ledger.Count;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * A server on 127.0.0.1 that speaks Ollama's protocol as the recordings of real servers do, with scripted answers in
 * place of a model, and faults at exact places.
 *
 * <pre>{@code
 * try (OllamaSimulator pc = OllamaSimulator.builder()
 *         .model(SimulatedModel.named("llama3.2").loadTime(Duration.ofSeconds(2)).build())
 *         .answer("Hello there, friend.")
 *         .tokenDelay(Duration.ofMillis(20))
 *         .build()) {
 *     pc.next(Fault.cutAfterEvents(3));
 *     // let the code under test talk to pc.url()
 *     pc.requests();
 * }
 * }</pre>
 *
 * <p>It listens when it is built. A model is loaded by its first use, by a request without a question, or from the
 * start; a load takes its time, ends with the connection of the request that began it, and comes again when
 * {@code num_ctx} and its like change. A second request for a busy model waits in silence.
 *
 * <p>A <em>generation</em> is a request for tokens or vectors. Loading, unloading, {@code _debug_render_only} and all
 * that only asks are none.
 *
 * <p>Thread-safe. Whoever builds it closes it; {@link #close} drops all connections, ends all waits and leaves no thread
 * behind.
 */
public final class OllamaSimulator implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Machine machine;
    private final Ledger ledger;
    private final Listener listener;
    private volatile boolean closed;

    OllamaSimulator(Machine machine, int port) {
        this.machine = machine;
        this.ledger = machine.ledger();
        this.listener = new Listener(port, machine.threads(), machine::accept);
        listener.open();
    }

    /** Begins a simulator; see there for the defaults. */
    public static OllamaSimulatorBuilder builder() {
        return new OllamaSimulatorBuilder();
    }

    /** The address, such as {@code http://127.0.0.1:41234}; it stays the same while offline. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** The port. */
    public int port() {
        return listener.port();
    }

    // Answers and models

    /** Answers the next generation of text with this; queued behind others of the kind. */
    public void answerNext(String text) {
        answerNext(SimulatedAnswer.text(text));
    }

    /** Answers the next generation of text with this; queued behind others of the kind. */
    public void answerNext(SimulatedAnswer answer) {
        machine.answers().queue(answer);
    }

    /** Answers from now on with what this function says; it is called on the simulator's threads, several at once. */
    public void answers(Function<RecordedRequest, SimulatedAnswer> answers) {
        machine.answers().always(answers);
    }

    /** Installs a model, in place of one of the same name. */
    public void install(SimulatedModel model) {
        machine.catalogue().add(model);
    }

    /** Removes a model if it is there. Requests under way are not touched. */
    public void remove(String model) {
        machine.catalogue().remove(model);
    }

    // Faults

    /** Strikes the next generation; queued behind others. */
    public void next(Fault fault) {
        machine.faults().once(fault, null);
    }

    /** Strikes the next request for this path, such as {@code /api/version} or {@code HEAD /}; queued behind others. */
    public void next(String path, Fault fault) {
        machine.faults().once(fault, path);
    }

    /** Strikes every generation until {@link #heal}. */
    public void always(Fault fault) {
        machine.faults().always(fault, null);
    }

    /** Strikes every request for this path until {@link #heal}. */
    public void always(String path, Fault fault) {
        machine.faults().always(fault, path);
    }

    /**
     * Stops answering anything, in mid-answer too, though connections are still accepted: a machine whose software hangs.
     * It goes on where it stopped with {@link #heal}.
     */
    public void freeze() {
        machine.freeze();
    }

    /** Forgets all faults to come and ends {@link #freeze}. What a fault has struck already stays struck. */
    public void heal() {
        machine.faults().clear();
        machine.thaw();
    }

    /** Refuses connections, closes those it has, forgets what is loaded: the program was killed. */
    public void goOffline() {
        listener.shut();
        machine.switchOff();
    }

    /**
     * Listens again on the same port, no model loaded.
     *
     * @throws java.io.UncheckedIOException if the port is taken by now
     * @throws IllegalStateException if the simulator is closed
     */
    public void comeBack() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        machine.switchOn();
        listener.open();
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

    /** Generations asked for. */
    public int generationsStarted() {
        return ledger.get(Count.GENERATIONS);
    }

    /** Generations whose last event went out; counted just before it does. */
    public int generationsCompleted() {
        return ledger.get(Count.COMPLETED);
    }

    /** Generations whose client hung up before that, be it while the model was loading. */
    public int generationsCancelled() {
        return ledger.get(Count.CANCELLED);
    }

    /** Loads begun. */
    public int loadsStarted() {
        return ledger.get(Count.LOADS);
    }

    /** Loads ended by the hang-up of the client that began them. */
    public int loadsAborted() {
        return ledger.get(Count.LOADS_ABORTED);
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
        return ledger.awaitRequests(number, limit);
    }

    /** Waits until so many generations were asked for; {@code false} if the time is over before. */
    public boolean awaitGenerations(int number, Duration limit) {
        return ledger.awaitAtLeast(Count.GENERATIONS, number, limit);
    }

    /** Waits until so many generations were cancelled; {@code false} if the time is over before. */
    public boolean awaitCancelled(int number, Duration limit) {
        return ledger.awaitAtLeast(Count.CANCELLED, number, limit);
    }

    /** Waits until so many loads were begun; {@code false} if the time is over before. */
    public boolean awaitLoads(int number, Duration limit) {
        return ledger.awaitAtLeast(Count.LOADS, number, limit);
    }

    /** Waits until so many loads were aborted; {@code false} if the time is over before. */
    public boolean awaitLoadsAborted(int number, Duration limit) {
        return ledger.awaitAtLeast(Count.LOADS_ABORTED, number, limit);
    }

    /** Waits until exactly so many connections are open; {@code false} if the time is over before. */
    public boolean awaitOpenConnections(int number, Duration limit) {
        return ledger.awaitExactly(Count.OPEN_CONNECTIONS, number, limit);
    }

    /** Stops listening, drops all connections and waits for the threads to end. May be called again. */
    @Override
    public void close() {
        closed = true;
        goOffline();
        machine.threads().awaitEnd(PATIENCE);
    }
}
