package digital.memu.inference.failure;

import digital.memu.inference.route.Evidence;
import org.jspecify.annotations.Nullable;

/** The server lives, but not as the configuration says: no permission, wrong path, or another service. */
public final class MisconfiguredException extends InferenceException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String serverMessage;
    private final boolean wholeBackend;

    /** A wrong set-up told by an HTTP status and the server's own words. */
    public MisconfiguredException(
            String url, int status, String serverMessage, String advice, @Nullable Throwable cause) {
        this(url, status, serverMessage, advice, cause, true);
    }

    /** The same; {@code wholeBackend} is false where the server serves other models. */
    public MisconfiguredException(
            String url,
            int status,
            String serverMessage,
            String advice,
            @Nullable Throwable cause,
            boolean wholeBackend) {
        super(Evidence.CONFIGURATION, url, FailureText.of(status, serverMessage), advice, cause);
        this.status = status;
        this.serverMessage = serverMessage;
        this.wholeBackend = wholeBackend;
    }

    /** Whether the server can serve nobody as it is set up; false where it is about one model. */
    public boolean wholeBackend() {
        return wholeBackend;
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
