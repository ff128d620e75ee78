package digital.memu.inference.failure;

import digital.memu.inference.route.Evidence;
import org.jspecify.annotations.Nullable;

/** The server lives, but not as the configuration says: no permission, wrong path, or another service. */
public final class MisconfiguredException extends InferenceException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String serverMessage;

    /** A wrong set-up told by an HTTP status and the server's own words. */
    public MisconfiguredException(
            String url, int status, String serverMessage, String advice, @Nullable Throwable cause) {
        super(Evidence.CONFIGURATION, url, FailureText.of(status, serverMessage), advice, cause);
        this.status = status;
        this.serverMessage = serverMessage;
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** The server's own words; empty when it said nothing. */
    public String serverMessage() {
        return serverMessage;
    }
}
