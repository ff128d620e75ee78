package digital.memu.inference.immich.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A field or a file of a form as the {@link ImmichMlSimulator} received it.
 *
 * <p>Immutable and thread-safe.
 */
public final class RecordedPart {

    private final String name;
    private final @Nullable String filename;
    private final List<Map.Entry<String, String>> headers;
    private final byte[] body;
    private final int from;
    private final int to;

    RecordedPart(
            String name,
            @Nullable String filename,
            List<Map.Entry<String, String>> headers,
            byte[] body,
            int from,
            int to) {
        this.name = name;
        this.filename = filename;
        this.headers = List.copyOf(headers);
        this.body = body;
        this.from = from;
        this.to = to;
    }

    /** The field's name, such as {@code image}. */
    public String name() {
        return name;
    }

    /** The file name, possibly empty; absent where the part is no file. */
    public Optional<String> filename() {
        return Optional.ofNullable(filename);
    }

    /** Its own {@code Content-Type}. */
    public Optional<String> contentType() {
        return headers.stream()
                .filter(header -> header.getKey().equals("content-type"))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** A copy of the content. */
    public byte[] bytes() {
        return Arrays.copyOfRange(body, from, to);
    }

    /** The content as UTF-8 text. */
    public String text() {
        return new String(body, from, size(), StandardCharsets.UTF_8);
    }

    /** The number of bytes. */
    public int size() {
        return to - from;
    }

    boolean isFile() {
        return filename != null;
    }

    /** Names in lower case. */
    List<Map.Entry<String, String>> headers() {
        return headers;
    }

    @Override
    public String toString() {
        return name + " (" + size() + " bytes)";
    }
}
