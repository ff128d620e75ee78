package digital.memu.inference.ollama.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as the {@link OllamaSimulator} received it.
 *
 * <p>Immutable and thread-safe.
 */
public final class RecordedRequest {

    private final String method;
    private final String target;
    private final List<Map.Entry<String, String>> headers;
    private final byte[] body;
    private final JsonNode json;

    RecordedRequest(String method, String target, List<Map.Entry<String, String>> headers, byte[] body) {
        this.method = method;
        this.target = target;
        this.headers = List.copyOf(headers);
        this.body = body;
        this.json = Json.readOrMissing(body);
    }

    /** The method, such as {@code POST}. */
    public String method() {
        return method;
    }

    /** The path without the query, such as {@code /api/chat}. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** All headers in the order and the case in which they came. */
    public List<Map.Entry<String, String>> headers() {
        return headers;
    }

    /**
     * The first header of this name.
     *
     * @param name in any case
     */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The body as UTF-8 text; empty if there was none. */
    public String body() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The model asked for, as written in the body. */
    public Optional<String> model() {
        return text(json.path("model"));
    }

    /**
     * What was asked: the content of the last message that the user wrote, or {@code prompt}, or {@code input} if it is
     * one text.
     */
    public Optional<String> prompt() {
        JsonNode messages = json.path("messages");
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.path(i).path("role").asText().equals("user")) {
                return text(messages.path(i).path("content"));
            }
        }
        return text(json.path("prompt")).or(() -> text(json.path("input")));
    }

    byte[] bytes() {
        return body;
    }

    /** The body as JSON, or {@link MissingNode} if it is something else. */
    JsonNode json() {
        return json;
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
    }

    @Override
    public String toString() {
        return method + " " + target + " (" + body.length + " bytes)";
    }
}
