package digital.memu.inference.failure;

import digital.memu.inference.route.Evidence;
import org.jspecify.annotations.Nullable;

/** A file of settings cannot be read or written; the message names the file, the reason and the fix, never a value. */
public final class SettingsFileException extends InferenceException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure of a file.
     *
     * @param file its path
     * @param what the reason in a few words
     * @param advice what to do about it, as sentences
     */
    public SettingsFileException(String file, String what, String advice, @Nullable Throwable cause) {
        super(Evidence.NONE, FailureText.oneLine(file), what, advice, cause);
    }
}
