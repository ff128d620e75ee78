package digital.memu.inference.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The form in which the model must answer. Immutable and thread-safe.
 *
 * <p>The answer may still be cut by the limit of tokens: check {@link Completion#finishReason()}, and validate.
 */
public final class ResponseFormat {

    private static final ResponseFormat JSON = new ResponseFormat(null);

    private final @Nullable Map<String, Object> schema;

    private ResponseFormat(@Nullable Map<String, Object> schema) {
        this.schema = schema;
    }

    /** Any JSON. */
    public static ResponseFormat json() {
        return JSON;
    }

    /** JSON that follows the schema; maps, lists, strings, numbers and booleans as JSON knows them. */
    public static ResponseFormat schema(Map<String, ?> schema) {
        return new ResponseFormat(Collections.unmodifiableMap(new LinkedHashMap<>(schema)));
    }

    /** The schema; empty means any JSON. */
    public Optional<Map<String, Object>> schema() {
        return Optional.ofNullable(schema);
    }

    @Override
    public String toString() {
        return schema == null ? "json" : "schema";
    }
}
