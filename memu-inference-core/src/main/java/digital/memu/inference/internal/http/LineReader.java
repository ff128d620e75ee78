package digital.memu.inference.internal.http;

import digital.memu.inference.failure.InvalidResponseException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lines of an answer as slices of bytes, each valid until the next is asked for. */
public interface LineReader {

    /**
     * The lines of a body that comes in pieces, cut anywhere.
     *
     * @param portions gives the next portion of the body, null at its end
     * @param giveUp ends the exchange because of what it is told
     * @param limit bytes of the longest line that is read
     */
    static LineReader over(
            Supplier<@Nullable List<ByteBuffer>> portions,
            Function<String, InvalidResponseException> giveUp,
            int limit) {
        return new Lines(portions, giveUp, limit);
    }

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
