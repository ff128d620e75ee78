package digital.memu.inference.failure;

import digital.memu.inference.route.Evidence;
import org.jspecify.annotations.Nullable;

/** The request itself is at fault: it goes to the caller, and no other backend is asked. */
public final class RequestRejectedException extends InferenceException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String serverMessage;

    /** A rejection with an HTTP status (0 when found before anything was sent) and the server's own words. */
    public RequestRejectedException(
            String url, int status, String serverMessage, String advice, @Nullable Throwable cause) {
        super(
                Evidence.NONE,
                url,
                status == 0 ? FailureText.oneLine(serverMessage) : FailureText.of(status, serverMessage),
                advice,
                cause);
        this.status = status;
        this.serverMessage = serverMessage;
    }

    /** HTTP status; 0 when the fault was found before anything was sent. */
    public int status() {
        return status;
    }

    /** The server's own words. */
    public String serverMessage() {
        return serverMessage;
    }
}
