package digital.memu.inference.failure;

import digital.memu.inference.route.Evidence;
import org.jspecify.annotations.Nullable;

/**
 * Root of everything that can go wrong with a request; the message names server, phase, cause and advice.
 *
 * <p>Messages never carry a prompt, a credential, or more of an address than scheme, host, port and path.
 */
public abstract class InferenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Evidence evidence;
    private final String what;

    /**
     * A failure with what it says about the backend it came from.
     *
     * @param where the server's URL; empty where no server is concerned
     * @param what the cause in a few words, without address and advice
     * @param advice what to do about it, as sentences; empty where there is nothing to do
     */
    protected InferenceException(
            Evidence evidence, String where, String what, String advice, @Nullable Throwable cause) {
        super((where.isEmpty() ? "" : where + ": ") + what + (advice.isEmpty() ? "" : ". " + advice), cause);
        this.evidence = evidence;
        this.what = what;
    }

    /** What the failure says about the health of the backend it came from. */
    public final Evidence evidence() {
        return evidence;
    }

    /** The cause in a few words: the message without address and advice, as a route shows it. */
    public final String what() {
        return what;
    }
}
