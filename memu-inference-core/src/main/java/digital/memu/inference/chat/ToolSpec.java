package digital.memu.inference.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A tool that the model may call: name, purpose, and the JSON schema of its arguments. Immutable and thread-safe.
 *
 * <p>Ollama keeps of a property's schema only {@code anyOf}, {@code type}, {@code items}, {@code description},
 * {@code enum}, {@code properties} and {@code required} (Ollama {@code api/types.go}).
 */
public final class ToolSpec {

    private final String name;
    private final String description;
    private final Map<String, Object> parameters;

    private ToolSpec(String name, String description, Map<String, ?> parameters) {
        this.name = Objects.requireNonNull(name);
        this.description = Objects.requireNonNull(description);
        this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        if (name.isBlank()) {
            throw new IllegalArgumentException("A tool needs a name");
        }
    }

    /**
     * A tool whose arguments follow the JSON schema {@code parameters}, for example {@code Map.of("type", "object",
     * "properties", Map.of("city", Map.of("type", "string")))}.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public static ToolSpec of(String name, String description, Map<String, ?> parameters) {
        return new ToolSpec(name, description, parameters);
    }

    /** Name by which the model calls it. */
    public String name() {
        return name;
    }

    /** What it does, for the model. */
    public String description() {
        return description;
    }

    /** JSON schema of the arguments. */
    public Map<String, Object> parameters() {
        return parameters;
    }

    @Override
    public String toString() {
        return "ToolSpec[" + name + "]";
    }
}
