package digital.memu.inference.failure;

import digital.memu.inference.route.Evidence;
import org.jspecify.annotations.Nullable;

/** The server answered that it failed; another server may do better. */
public final class ServerException extends InferenceException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String serverMessage;

    /** A failure with an HTTP status (0 for an error line within an answer) and the server's own words. */
    public ServerException(String url, int status, String serverMessage, String advice, @Nullable Throwable cause) {
        super(Evidence.SOFT, url, FailureText.of(status, serverMessage), advice, cause);
        this.status = status;
        this.serverMessage = serverMessage;
    }

    /** HTTP status; 0 when the error came as a line within an answer. */
    public int status() {
        return status;
    }

    /** The server's own words; empty when it said nothing. */
    public String serverMessage() {
        return serverMessage;
    }
}
