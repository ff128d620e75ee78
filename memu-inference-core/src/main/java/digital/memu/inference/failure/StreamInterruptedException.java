package digital.memu.inference.failure;

import digital.memu.inference.route.Evidence;
import org.jspecify.annotations.Nullable;

/** An answer began and did not end: cut, stalled, or failed by the server in the middle. */
public final class StreamInterruptedException extends InferenceException {
    private static final long serialVersionUID = 1L;

    private final String partialText;

    /** The answer of {@code url} broke off after {@code partialText}, which the message does not repeat. */
    public StreamInterruptedException(
            String url, String what, Evidence evidence, String partialText, @Nullable Throwable cause) {
        super(
                evidence,
                url,
                "the answer broke off after " + partialText.length() + " characters: " + FailureText.oneLine(what),
                "",
                cause);
        this.partialText = partialText;
    }

    /** The text received until then; it is not the whole answer. */
    public String partialText() {
        return partialText;
    }
}
