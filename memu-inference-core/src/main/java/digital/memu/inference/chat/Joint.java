package digital.memu.inference.chat;

import java.util.Objects;

/**
 * The point in a stream at which another backend took over, because the first one died.
 *
 * <p>After a restart the answer begins anew: the text delivered before is void. After a continuation the text goes on:
 * nothing delivered is lost or repeated, and the joint lies between tokens; the words are not those that the first backend
 * would have found. Immutable and thread-safe.
 */
public final class Joint {

    private final String from;
    private final String to;
    private final String reason;

    private final boolean continued;

    private Joint(String from, String to, String reason, boolean continued) {
        this.from = Objects.requireNonNull(from);
        this.to = Objects.requireNonNull(to);
        this.reason = Objects.requireNonNull(reason);
        this.continued = continued;
    }

    /** The second backend answers from the beginning. */
    public static Joint restart(String from, String to, String reason) {
        return new Joint(from, to, reason, false);
    }

    /** The second backend goes on where the first one ended. */
    public static Joint continuation(String from, String to, String reason) {
        return new Joint(from, to, reason, true);
    }

    /** Whether the answer goes on; false where it begins anew and the text delivered before is void. */
    public boolean continued() {
        return continued;
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
        return (continued ? "continued on " : "restart on ") + to + " after " + from + ": " + reason;
    }
}
