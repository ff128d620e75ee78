package digital.memu.inference.ollama;

import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.RequestRejectedException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Proves whether a model goes on with an answer that another one began: whether its template leaves a last message of the
 * assistant open. A closed one would begin a new answer, without a word.
 *
 * <p>The server renders a prompt of ours, never the user's, which loads the model; servers that cannot render on demand (before
 * 0.12) ignore the wish and generate, one token only, and the text of the template decides. The verdict holds for the model's
 * digest, which is looked up once a minute. Thread-safe.
 */
final class Continuing {

    private static final int MOST = 64;

    /** Nothing that a template would add by itself. */
    private static final String MARK = "Seven of nine";

    private static final Set<String> BULK =
            Set.of("tensors", "modelfile", "license", "messages", "projector_info", "model_info");

    private final Findings<String> digests = new Findings<>(Duration.ofMinutes(1), MOST);
    private final Map<String, Boolean> verdicts = new ConcurrentHashMap<>();

    /** Whether the call's model goes on. */
    boolean isProved(OllamaCall call, ChatRequest request) {
        String key = call.model() + " " + digest(call);
        Boolean known = verdicts.get(key);
        if (known != null) {
            return known;
        }
        boolean proved = prove(call, request);
        if (verdicts.size() >= MOST) {
            verdicts.clear();
        }
        verdicts.put(key, proved);
        return proved;
    }

    private String digest(OllamaCall call) {
        long now = call.context().time().nanoTime();
        String known = digests.recent(call.model(), now);
        if (known != null) {
            return known;
        }
        String value = call.ask(OllamaCall.get("/api/tags"), Set.of()).objects("models").stream()
                .map(InstalledModel::new)
                .filter(model -> ModelName.same(model.name(), call.model()))
                .map(InstalledModel::digest)
                .findFirst()
                .orElse("");
        digests.learn(call.model(), value, now);
        return value;
    }

    private static boolean prove(OllamaCall call, ChatRequest request) {
        Fields rendered;
        try {
            rendered = call.await(OllamaCall.post("/api/chat", probe(call.model(), request)));
        } catch (RequestRejectedException e) {
            // A template that cannot render this cannot be asked to go on.
            return false;
        }
        if (rendered.map().get("_debug_info") != null) {
            return rendered.object("_debug_info").text("rendered_template").endsWith(MARK);
        }
        return TemplateText.leavesLastTurnOpen(shownTemplate(call));
    }

    private static String shownTemplate(OllamaCall call) throws InferenceException {
        return call.ask(OllamaCall.post("/api/show", Map.of("model", call.model())), BULK)
                .text("template");
    }

    /** With the options of the request itself, so that the model is not loaded for this and again for that. */
    private static Map<String, Object> probe(String model, ChatRequest request) {
        Map<String, Object> fields = new LinkedHashMap<>(RequestFields.chat(request));
        Map<String, Object> options = new LinkedHashMap<>();
        if (fields.get("options") instanceof Map<?, ?> own) {
            own.forEach((name, value) -> options.put(String.valueOf(name), value));
        }
        options.put("num_predict", 1);
        fields.put("options", options);
        fields.put("model", model);
        fields.put(
                "messages",
                List.of(Map.of("role", "user", "content", "Count."), Map.of("role", "assistant", "content", MARK)));
        fields.put("stream", false);
        fields.put("_debug_render_only", true);
        return fields;
    }
}
