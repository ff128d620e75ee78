package digital.memu.inference.internal.http;

/**
 * How much of an answer is read at most.
 *
 * @param line bytes of one line
 * @param errorText bytes of an error's body; what comes after them is dropped
 */
public record BodyLimits(int line, int errorText) {

    private static final BodyLimits DEFAULTS = new BodyLimits(16 * 1024 * 1024, 64 * 1024);

    /** Limits above zero. */
    public BodyLimits {
        if (line <= 0 || errorText <= 0) {
            throw new IllegalArgumentException("a limit must be above zero");
        }
    }

    /** 16 MB for a line, 64 KB for an error. */
    public static BodyLimits defaults() {
        return DEFAULTS;
    }
}
