package digital.memu.inference.ollama;

import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import java.time.Duration;

/** What a server on a real socket can do to a request, and how it is put right. */
enum SocketFault {
    /** Killed: refuses connections, those it had are closed. */
    REFUSED,
    /** Accepts connections and says nothing any more, not even about itself. */
    FROZEN,
    /** This answer does not go on; everything else does. */
    SILENT,
    /** The connection is reset. */
    RESET,
    /** The connection is closed without the end of the body. */
    CUT,
    /** A proper end of the body, but not of the answer. */
    ENDED,
    /** The server says that it failed. */
    ERROR,
    /** Something that is not Ollama's. */
    GARBAGE,
    /** Its queue is full. */
    BUSY,
    /** Does not have the model. */
    MISSING,
    /** Was restarted: has to load the model. */
    LOADING,
    /** Says nothing for a while, though it lives. */
    SLOW;

    private static final Duration WHILE = Duration.ofMillis(60);

    /** Whether it strikes all of the server, and not one request. */
    boolean strikesTheServer() {
        return this == REFUSED || this == FROZEN || this == MISSING || this == LOADING;
    }

    /** Whether it can only happen before a request. */
    boolean onlyBefore() {
        return this == BUSY || this == MISSING || this == LOADING;
    }

    /** Tells how long the servers may be waited for. */
    void tell(PatientTime time, OllamaSimulator server) {
        switch (this) {
            case FROZEN -> time.frozen(server);
            case SILENT, SLOW -> time.silent(server);
            default -> time.well(server);
        }
    }

    /** Strikes a server as a whole. */
    void strike(OllamaSimulator server) {
        switch (this) {
            case REFUSED -> server.goOffline();
            case FROZEN -> server.freeze();
            case MISSING -> server.remove(SocketCell.MODEL);
            case LOADING -> {
                server.install(SocketCell.model().loadTime(WHILE).build());
                server.goOffline();
                server.comeBack();
            }
            default -> throw new IllegalStateException(this + " strikes requests");
        }
    }

    /** What befalls one generation after so many events; none means before anything is said. */
    Fault at(int events) {
        return switch (this) {
            case SILENT -> events == 0 ? Fault.silence() : Fault.stallAfterEvents(events);
            case RESET -> events == 0 ? Fault.reset() : Fault.resetAfterEvents(events);
            case CUT -> events == 0 ? Fault.hangUp() : Fault.cutAfterEvents(events);
            case ENDED -> Fault.endAfterEvents(events);
            case ERROR -> Fault.runnerKilledAfterEvents(events);
            case GARBAGE -> events == 0 ? Fault.notHttp() : Fault.lineAfterEvents(events, "this is no JSON");
            case BUSY -> Fault.busy();
            case SLOW -> events == 0 ? Fault.silenceFor(WHILE) : Fault.stallAfterEvents(events, WHILE);
            default -> throw new IllegalStateException(this + " strikes the server");
        };
    }

    /** Puts the server right. */
    void heal(OllamaSimulator server) {
        server.heal();
        switch (this) {
            case REFUSED -> server.comeBack();
            case MISSING -> {
                SimulatedModel model = SocketCell.model().build();
                server.install(model);
            }
            default -> {}
        }
    }
}
