package digital.memu.inference.internal.routing;

import java.time.Duration;

/**
 * Signs of life of the answers that run on a backend, kept apart from its health because there is one with every token.
 *
 * <p>Thread-safe; two answers that write at the same time may overwrite one another, which changes nothing.
 */
final class Pulse {

    /** A request that has waited for longer than this makes the next one look for itself. */
    private static final long PATIENCE = Duration.ofMillis(30).toNanos();

    private static final long NONE = Long.MIN_VALUE;

    private volatile long lastBeat = NONE;
    private volatile long silentSince = NONE;

    /** A request goes out. */
    void begins(long now) {
        if (silentSince == NONE) {
            silentSince = now;
        }
    }

    /** A part of an answer came. */
    void beat(long now) {
        lastBeat = now;
        if (silentSince != NONE) {
            silentSince = NONE;
        }
    }

    boolean beatWithin(Duration span, long now) {
        long last = lastBeat;
        return last != NONE && now - last < span.toNanos();
    }

    /** Whether a request went out and nothing has been heard of the backend since. */
    boolean silent(long now) {
        long since = silentSince;
        return since != NONE && now - since > PATIENCE;
    }
}
