package digital.memu.inference.ollama.testing;

import java.io.IOException;

/** Leaves the handling of a request, wherever it stands. */
final class ExchangeOver extends IOException {

    private static final long serialVersionUID = 1L;

    enum Cause {
        /** The answer is complete; the connection goes on. */
        ANSWERED,
        /** The client hung up. */
        CLIENT_GONE,
        /** The simulator dropped the connection. */
        DROPPED
    }

    private final Cause cause;

    ExchangeOver(Cause cause) {
        super(cause.name());
        this.cause = cause;
    }

    Cause reason() {
        return cause;
    }
}
