package digital.memu.inference.example.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Maps and lists as JSON. */
public final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** For people: a member a line. */
    public static String document(Object value) {
        return write(MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT), value);
    }

    /** In one line. */
    static String line(Object value) {
        return write(MAPPER.writer(), value);
    }

    private static String write(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The strings of an object in a file. */
    public static Map<String, String> readStrings(Path file) throws IOException {
        return MAPPER.readValue(
                Files.readAllBytes(file),
                MAPPER.getTypeFactory().constructMapType(LinkedHashMap.class, String.class, String.class));
    }
}
