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

    /** A failure with what it says about the backend it came from. */
    protected InferenceException(Evidence evidence, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.evidence = evidence;
    }

    /** What the failure says about the health of the backend it came from. */
    public final Evidence evidence() {
        return evidence;
    }
}
