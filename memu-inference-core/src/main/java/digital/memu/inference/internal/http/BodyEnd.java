package digital.memu.inference.internal.http;

import java.util.List;
import java.util.function.Supplier;

/**
 * Knows from the bytes alone when an answer is whole.
 *
 * <p>The client learns of the end of a chunked body only after the connection has gone back to its pool; whoever knows the
 * end earlier can drop the connection in time. An end that is not recognised costs a little time and no answer: the client
 * is then replaced. Where a length is given in the head, that decides. Immutable and thread-safe.
 */
public final class BodyEnd {

    private static final BodyEnd NONE = new BodyEnd(() -> arrived -> false);
    private static final BodyEnd JSON = new BodyEnd(JsonEnd::new);

    private final Supplier<BodyScanner> scanners;

    private BodyEnd(Supplier<BodyScanner> scanners) {
        this.scanners = scanners;
    }

    /** Nobody knows. */
    public static BodyEnd none() {
        return NONE;
    }

    /** The end of one JSON object or array. */
    public static BodyEnd json() {
        return JSON;
    }

    /**
     * A line of NDJSON whose object has one of these members itself, not within another.
     *
     * @param marks each a member as it is written, such as {@code "done":true} or {@code "status":"success"}, or only its
     *     name, such as {@code "error"}, for any value but null, false and empty text
     */
    public static BodyEnd ndjson(String... marks) {
        List<Mark> parsed = Mark.parse(marks);
        return new BodyEnd(() -> new LinesEnd(parsed));
    }

    /** A scanner for one body. */
    BodyScanner scanner() {
        return scanners.get();
    }
}
