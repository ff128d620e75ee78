package digital.memu.inference.ollama;

import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.GenerationOptions;
import digital.memu.inference.chat.Think;
import digital.memu.inference.embedding.EmbeddingRequest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** The fields of a request that only Ollama has, by its own names; what is not set is left out. */
final class RequestFields {

    private RequestFields() {}

    static Map<String, Object> chat(ChatRequest request) {
        OllamaOptions own = request.extension(OllamaOptions.class).orElse(OllamaOptions.none());
        return more(request.options(), own);
    }

    private static Map<String, Object> more(GenerationOptions common, OllamaOptions own) {
        Map<String, Object> options = options(common);
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

    static Map<String, Object> generate(GenerateRequest request) {
        OllamaOptions own = request.extension(OllamaOptions.class).orElse(OllamaOptions.none());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("model", request.model());
        fields.put("prompt", request.prompt());
        request.suffix().ifPresent(text -> fields.put("suffix", text));
        request.system().ifPresent(text -> fields.put("system", text));
        request.template().ifPresent(text -> fields.put("template", text));
        if (request.raw()) {
            fields.put("raw", true);
        }
        if (!request.images().isEmpty()) {
            Base64.Encoder encoder = Base64.getEncoder();
            fields.put(
                    "images",
                    request.images().stream()
                            .map(image -> encoder.encodeToString(image.bytes()))
                            .toList());
        }
        request.think().ifPresent(think -> fields.put("think", think(think)));
        request.format()
                .ifPresent(format -> fields.put(
                        "format", format.schema().<Object>map(schema -> schema).orElse("json")));
        if (request.logprobs()) {
            fields.put("logprobs", true);
        }
        request.topLogprobs().ifPresent(count -> fields.put("top_logprobs", count));
        fields.putAll(more(request.options(), own));
        return fields;
    }

    private static Object think(Think think) {
        boolean word = !think.equals(Think.ON) && !think.equals(Think.OFF);
        return word ? think.toString() : (Object) think.equals(Think.ON);
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

    /** For servers that take one text at a time. */
    static Map<String, Object> oldEmbed(EmbeddingRequest request, String model, String text) {
        OllamaOptions own = request.extension(OllamaOptions.class).orElse(OllamaOptions.none());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("model", model);
        fields.put("prompt", text);
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

    static Map<String, Object> options(GenerationOptions given) {
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

    /** The context that is really asked for: Ollama's own name for it wins over the common one. */
    static OptionalInt contextLength(GenerationOptions common, OllamaOptions own) {
        return own.options().get("num_ctx") instanceof Number number
                ? OptionalInt.of(number.intValue())
                : common.contextLength();
    }
}
