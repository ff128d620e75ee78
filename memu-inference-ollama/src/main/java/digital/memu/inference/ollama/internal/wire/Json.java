package digital.memu.inference.ollama.internal.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** JSON as maps, lists, strings, numbers and booleans, for everything that is too small to need a reader of its own. */
public final class Json {

    static final JsonFactory FACTORY = JsonFactory.builder()
            // Half the time and a twentieth of the garbage for vectors.
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            // Field names come from the network: the JVM's table of strings is not theirs to fill.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private Json() {}

    /** The first value in {@code bytes} if it is an object, without the fields named; what follows it is ignored. */
    public static Optional<Map<String, @Nullable Object>> object(byte[] bytes, Set<String> without) {
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            return object(parser, without);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The first value in {@code text} if it is an object; what follows it is ignored. */
    public static Optional<Map<String, @Nullable Object>> object(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return object(parser, Set.of());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Map<String, @Nullable Object>> object(JsonParser parser, Set<String> without)
            throws IOException {
        return parser.nextToken() == JsonToken.START_OBJECT
                ? Optional.of(JsonTree.object(parser, without))
                : Optional.empty();
    }

    /**
     * An object as bytes.
     *
     * @throws IllegalArgumentException if a value is none that JSON knows, or lies too deep
     */
    public static byte[] bytes(Map<String, ? extends @Nullable Object> object) {
        return written(generator -> JsonTree.write(generator, object));
    }

    static byte[] written(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            writing.write(generator);
        } catch (IOException e) {
            // Memory does not fail: the tree is too deep, or turns in a circle.
            throw new IllegalArgumentException("A value cannot be written as JSON: " + e.getMessage(), e);
        }
        return out.toByteArray();
    }

    /** Writes one document. */
    interface Writing {
        void write(JsonGenerator generator) throws IOException;
    }
}
