package digital.memu.inference.ollama.internal.wire;

import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.internal.http.LineReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The lines of an answer that lies in memory, with a failure at its end where a test wants one. */
final class Lines implements LineReader {

    private final byte[] body;
    private final @Nullable InferenceException end;
    private int offset;
    private int length = -1;

    Lines(byte[] body, @Nullable InferenceException end) {
        this.body = body;
        this.end = end;
    }

    static Lines of(String... lines) {
        return new Lines(String.join("\n", lines).getBytes(StandardCharsets.UTF_8), null);
    }

    @Override
    public boolean next() {
        offset = length < 0 ? 0 : offset + length + 1;
        if (offset >= body.length) {
            if (end != null) {
                throw end;
            }
            return false;
        }
        int feed = offset;
        while (feed < body.length && body[feed] != '\n') {
            feed++;
        }
        length = feed - offset;
        return true;
    }

    @Override
    public byte[] array() {
        return body;
    }

    @Override
    public int offset() {
        return offset;
    }

    @Override
    public int length() {
        return length;
    }
}
