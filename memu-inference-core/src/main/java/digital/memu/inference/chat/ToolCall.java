package digital.memu.inference.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tool that the model wants called, with its arguments. Immutable and thread-safe.
 *
 * <p>Arguments are JSON as Java knows it: {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean},
 * null.
 */
public final class ToolCall {

    private final String id;
    private final String name;
    private final Map<String, @Nullable Object> arguments;

    private ToolCall(String id, String name, Map<String, ? extends @Nullable Object> arguments) {
        this.id = Objects.requireNonNull(id);
        this.name = Objects.requireNonNull(name);
        this.arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    /** A call; {@code id} is empty where the server gives none. */
    public static ToolCall of(String id, String name, Map<String, ? extends @Nullable Object> arguments) {
        return new ToolCall(id, name, arguments);
    }

    /** The server's mark for this call, to be given back with the result; empty where it gives none. */
    public String id() {
        return id;
    }

    /** Name of the tool. */
    public String name() {
        return name;
    }

    /** The arguments, in the model's order. Models make mistakes: check them. */
    public Map<String, @Nullable Object> arguments() {
        return arguments;
    }

    /** The name only: arguments may be private. */
    @Override
    public String toString() {
        return "ToolCall[" + name + ", " + arguments.size() + " arguments]";
    }
}
