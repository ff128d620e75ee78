package digital.memu.inference.chat;

import java.util.Objects;

/**
 * The point in a stream at which another backend took over, because the first one died.
 *
 * <p>The answer begins anew after it: the text delivered before is void. Immutable and thread-safe.
 */
public final class Joint {

    private final String from;
    private final String to;
    private final String reason;

    private Joint(String from, String to, String reason) {
        this.from = Objects.requireNonNull(from);
        this.to = Objects.requireNonNull(to);
        this.reason = Objects.requireNonNull(reason);
    }

    /** The joint between two backends. */
    public static Joint restart(String from, String to, String reason) {
        return new Joint(from, to, reason);
    }

    /** Name of the backend that died. */
    public String from() {
        return from;
    }

    /** Name of the backend that answers from here on. */
    public String to() {
        return to;
    }

    /** What happened to the first one, in words for people. */
    public String reason() {
        return reason;
    }

    @Override
    public String toString() {
        return "restart on " + to + " after " + from + ": " + reason;
    }
}
