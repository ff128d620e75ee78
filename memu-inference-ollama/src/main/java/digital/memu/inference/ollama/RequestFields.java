package digital.memu.inference.ollama;

import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.GenerationOptions;
import digital.memu.inference.embedding.EmbeddingRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of a request that only Ollama has, by its own names; what is not set is left out. */
final class RequestFields {

    private RequestFields() {}

    static Map<String, Object> chat(ChatRequest request) {
        OllamaOptions own = request.extension(OllamaOptions.class).orElse(OllamaOptions.none());
        Map<String, Object> options = options(request.options());
        options.putAll(own.options());
        Map<String, Object> fields = new LinkedHashMap<>();
        if (!options.isEmpty()) {
            fields.put("options", options);
        }
        own.keepAlive().ifPresent(time -> fields.put("keep_alive", time.seconds()));
        own.truncate().ifPresent(cut -> fields.put("truncate", cut));
        own.shift().ifPresent(push -> fields.put("shift", push));
        return fields;
    }

    static Map<String, Object> embed(EmbeddingRequest request, String model) {
        OllamaOptions own = request.extension(OllamaOptions.class).orElse(OllamaOptions.none());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("model", model);
        // Always a list: a single empty text as such would only load the model.
        fields.put("input", request.texts());
        request.truncate().or(own::truncate).ifPresent(cut -> fields.put("truncate", cut));
        request.dimensions().ifPresent(count -> fields.put("dimensions", count));
        own.keepAlive().ifPresent(time -> fields.put("keep_alive", time.seconds()));
        if (!own.options().isEmpty()) {
            fields.put("options", own.options());
        }
        return fields;
    }

    static Map<String, Object> load(String model, OllamaOptions own) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("model", model);
        own.keepAlive().ifPresent(time -> fields.put("keep_alive", time.seconds()));
        own.shift().ifPresent(push -> fields.put("shift", push));
        if (!own.options().isEmpty()) {
            fields.put("options", own.options());
        }
        return fields;
    }

    private static Map<String, Object> options(GenerationOptions given) {
        Map<String, Object> options = new LinkedHashMap<>();
        given.temperature().ifPresent(value -> options.put("temperature", value));
        given.topK().ifPresent(value -> options.put("top_k", value));
        given.topP().ifPresent(value -> options.put("top_p", value));
        given.minP().ifPresent(value -> options.put("min_p", value));
        given.seed().ifPresent(value -> options.put("seed", value));
        given.maxTokens().ifPresent(value -> options.put("num_predict", value));
        given.contextLength().ifPresent(value -> options.put("num_ctx", value));
        given.repeatPenalty().ifPresent(value -> options.put("repeat_penalty", value));
        given.presencePenalty().ifPresent(value -> options.put("presence_penalty", value));
        given.frequencyPenalty().ifPresent(value -> options.put("frequency_penalty", value));
        given.stop().ifPresent(value -> options.put("stop", value));
        return options;
    }
}
