package digital.memu.inference.failure;

import digital.memu.inference.route.Evidence;
import org.jspecify.annotations.Nullable;

/** A setting cannot be used; the message names the key, the value (redacted) and the fix. */
public final class InvalidConfigurationException extends InferenceException {
    private static final long serialVersionUID = 1L;

    /** A setting that cannot be used. */
    public InvalidConfigurationException(String message, @Nullable Throwable cause) {
        super(Evidence.NONE, "", message, "", cause);
    }
}
