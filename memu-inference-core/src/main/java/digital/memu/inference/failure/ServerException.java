package digital.memu.inference.failure;

import digital.memu.inference.route.Evidence;
import org.jspecify.annotations.Nullable;

/** The server answered that it failed; another server may do better. */
public final class ServerException extends InferenceException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String serverMessage;
    private final boolean passing;

    /** A failure with an HTTP status (0 for an error line within an answer) and the server's own words. */
    public ServerException(String url, int status, String serverMessage, String advice, @Nullable Throwable cause) {
        this(url, status, serverMessage, advice, cause, false);
    }

    /** The same; {@code passing} where the server is expected to serve the same request a moment later. */
    public ServerException(
            String url, int status, String serverMessage, String advice, @Nullable Throwable cause, boolean passing) {
        super(Evidence.SOFT, url, FailureText.of(status, serverMessage), advice, cause);
        this.status = status;
        this.serverMessage = serverMessage;
        this.passing = passing;
    }

    /** HTTP status; 0 when the error came as a line within an answer. */
    public int status() {
        return status;
    }

    /** Whether the same server may well serve the same request a moment later: its queue was full, its worker died. */
    public boolean passing() {
        return passing;
    }

    /** The server's own words; empty when it said nothing. */
    public String serverMessage() {
        return serverMessage;
    }
}
