package digital.memu.inference.ollama.internal.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import digital.memu.inference.chat.ToolCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tool calls of one line, each whole. */
final class ToolCalls {

    private ToolCalls() {}

    static List<ToolCall> read(JsonParser json, @Nullable JsonToken token) throws IOException {
        List<ToolCall> calls = new ArrayList<>();
        if (JsonTree.value(json, token) instanceof List<?> list) {
            for (Object element : list) {
                calls.add(call(element));
            }
        }
        return calls;
    }

    private static ToolCall call(@Nullable Object element) throws IOException {
        if (element instanceof Map<?, ?> call
                && call.get("function") instanceof Map<?, ?> function
                && function.get("name") instanceof String name) {
            String id = call.get("id") instanceof String given ? given : "";
            return ToolCall.of(id, name, arguments(function.get("arguments")));
        }
        // Left out, it would look as if the model had called nothing.
        throw new IOException("a tool call without a name");
    }

    /** An object in Ollama's own API; the same as a string in that of its look-alikes. */
    private static Map<String, @Nullable Object> arguments(@Nullable Object value) throws IOException {
        if (value == null || "".equals(value)) {
            return Map.of();
        }
        Optional<Map<String, @Nullable Object>> object = value instanceof String text
                ? Json.object(text)
                : Optional.of(value).filter(Map.class::isInstance).map(ToolCalls::asObject);
        return object.orElseThrow(() -> new IOException("tool arguments that are no object"));
    }

    @SuppressWarnings("unchecked") // made by JsonTree, whose keys are strings
    private static Map<String, @Nullable Object> asObject(Object map) {
        return (Map<String, @Nullable Object>) map;
    }
}
