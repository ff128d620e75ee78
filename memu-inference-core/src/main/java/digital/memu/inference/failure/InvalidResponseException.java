package digital.memu.inference.failure;

import digital.memu.inference.route.Evidence;
import org.jspecify.annotations.Nullable;

/** The answer cannot be understood, or is larger than any answer may be. */
public final class InvalidResponseException extends InferenceException {
    private static final long serialVersionUID = 1L;

    /** The answer of {@code url} is wrong in the way that {@code what} says; it is never quoted in full. */
    public InvalidResponseException(String url, String what, @Nullable Throwable cause) {
        super(
                Evidence.SOFT,
                url,
                "unusable answer: " + FailureText.oneLine(what),
                "Check that the expected service and version listens there",
                cause);
    }
}
