package digital.memu.inference.ollama.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Which path is answered by whom, and what Ollama says to all others. */
final class Endpoints {

    /** Answers a request. */
    interface Handler {
        void handle(Exchange exchange) throws IOException, Refusal;
    }

    private static final Set<String> INFERENCE = Set.of("/api/chat", "/api/generate", "/api/embed", "/api/embeddings");

    private final Map<String, Map<String, Handler>> handlers = new LinkedHashMap<>();

    Endpoints(Machine machine) {
        new CatalogueEndpoints(machine).addTo(this);
        new GenerationEndpoints(machine).addTo(this);
        new EmbeddingEndpoints(machine).addTo(this);
        new ModelEndpoints(machine).addTo(this);
    }

    void get(String path, Handler handler) {
        on("GET", path, handler);
    }

    void getOrHead(String path, Handler handler) {
        on("GET", path, handler);
        on("HEAD", path, handler);
    }

    void post(String path, Handler handler) {
        on("POST", path, handler);
    }

    void head(String path, Handler handler) {
        on("HEAD", path, handler);
    }

    void delete(String path, Handler handler) {
        on("DELETE", path, handler);
    }

    private void on(String method, String path, Handler handler) {
        handlers.computeIfAbsent(path, any -> new LinkedHashMap<>()).put(method, handler);
    }

    /** Whether this is a request for tokens or vectors; loading, unloading and looking at the prompt are not. */
    static boolean isGeneration(RecordedRequest request, ServerVersion version) {
        JsonNode json = request.json();
        boolean onlyRenders =
                version.rendersOnDemand() && json.path("_debug_render_only").asBoolean();
        if (!isInference(request) || onlyRenders) {
            return false;
        }
        JsonNode question = json.path(
                switch (request.path()) {
                    case "/api/chat" -> "messages";
                    case "/api/embed" -> "input";
                    default -> "prompt";
                });
        return question.isTextual() ? !question.textValue().isEmpty() : !question.isEmpty();
    }

    static boolean isInference(RecordedRequest request) {
        return request.method().equals("POST") && INFERENCE.contains(request.path());
    }

    void handle(Exchange exchange) throws IOException {
        try {
            route(exchange);
        } catch (Refusal e) {
            exchange.send(e.reply());
        } catch (RuntimeException e) {
            exchange.failInstead("the simulator failed: " + e);
        }
    }

    private void route(Exchange exchange) throws IOException, Refusal {
        String path = exchange.request().path();
        boolean get = exchange.request().method().equals("GET");
        String clean = path.replaceAll("/{2,}", "/");
        if (!clean.equals(path)) {
            throw new Refusal(redirect(307, "Temporary Redirect", clean, get));
        }
        Map<String, Handler> methods =
                handlers.get(path.startsWith(ModelEndpoints.BLOBS) ? ModelEndpoints.BLOBS : path);
        if (methods == null) {
            String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
            if (!handlers.containsKey(bare)) {
                throw new Refusal(Reply.text(404, "text/plain", "404 page not found"));
            }
            throw new Refusal(
                    get
                            ? redirect(301, "Moved Permanently", bare, true)
                            : redirect(307, "Temporary Redirect", bare, false));
        }
        Handler handler = methods.get(exchange.request().method());
        if (handler == null) {
            throw new Refusal(Reply.text(405, "text/plain", "405 method not allowed")
                    .with("Allow", String.join(", ", methods.keySet())));
        }
        handler.handle(exchange);
    }

    private static Reply redirect(int status, String words, String location, boolean page) {
        Reply reply = page
                ? Reply.text(status, "text/html; charset=utf-8", "<a href=\"" + location + "\">" + words + "</a>.\n\n")
                : Reply.empty(status);
        return reply.with("Location", location);
    }
}
