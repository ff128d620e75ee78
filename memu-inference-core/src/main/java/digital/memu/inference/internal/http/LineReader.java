package digital.memu.inference.internal.http;

/** Lines of an answer as slices of bytes, each valid until the next is asked for. */
public interface LineReader {

    /**
     * Moves to the next line, waiting for it; false at the end of the body.
     *
     * @throws digital.memu.inference.failure.InferenceException if the body broke off or a line is too long
     */
    boolean next();

    /** The bytes that hold the line. */
    byte[] array();

    /** Where the line starts. */
    int offset();

    /** How long the line is, without its line feed. */
    int length();
}
