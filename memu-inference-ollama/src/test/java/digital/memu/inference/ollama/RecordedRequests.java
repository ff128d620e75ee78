package digital.memu.inference.ollama;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digital.memu.inference.chat.ChatMessage;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.GenerationOptions;
import digital.memu.inference.chat.Image;
import digital.memu.inference.chat.ResponseFormat;
import digital.memu.inference.chat.Role;
import digital.memu.inference.chat.Think;
import digital.memu.inference.chat.ToolCall;
import digital.memu.inference.chat.ToolSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Recorded request bodies, said once more in the words of the library. */
final class RecordedRequests {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private RecordedRequests() {}

    /** The request that must become this body; empty where the library offers no way to ask for it. */
    static Optional<ChatRequest> chat(String body) {
        JsonNode json = parse(body);
        boolean sayable = json.path("messages").size() > 0
                && json.path("model").isTextual()
                && !json.has("_debug_render_only")
                && !json.path("format").asText("").equals("yaml");
        return sayable ? Optional.of(request(json)) : Optional.empty();
    }

    /** A body for comparison: what only says how the answer is framed is left out. */
    static JsonNode comparable(String body) {
        JsonNode json = parse(body);
        if (json instanceof ObjectNode object) {
            object.remove("stream");
        }
        return json;
    }

    /** Whether two trees are equal, 0 and 0.0 being one number. */
    static boolean same(JsonNode one, JsonNode other) {
        return one.equals(
                (a, b) -> a.isNumber() && b.isNumber()
                        ? Double.compare(a.doubleValue(), b.doubleValue())
                        : a.equals(b) ? 0 : 1,
                other);
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.createArrayNode();
        }
    }

    private static ChatRequest request(JsonNode json) {
        ChatRequest.Builder request =
                ChatRequest.builder().model(json.get("model").textValue());
        json.get("messages").forEach(message -> request.message(message(message)));
        List<ToolSpec> tools = new ArrayList<>();
        json.path("tools").forEach(tool -> {
            JsonNode function = tool.get("function");
            tools.add(ToolSpec.of(
                    function.get("name").textValue(),
                    function.path("description").asText(""),
                    object(function.get("parameters"))));
        });
        request.tools(tools);
        if (json.path("think").isBoolean()) {
            request.think(json.get("think").booleanValue() ? Think.ON : Think.OFF);
        } else if (json.has("think")) {
            request.think(Think.level(json.get("think").textValue()));
        }
        if (json.has("format")) {
            request.format(
                    json.get("format").isObject()
                            ? ResponseFormat.schema(object(json.get("format")))
                            : ResponseFormat.json());
        }
        request.logprobs(json.path("logprobs").asBoolean());
        if (json.has("top_logprobs")) {
            request.topLogprobs(json.get("top_logprobs").intValue());
        }
        options(json, request::options, request::extension);
        return request.build();
    }

    private static ChatMessage message(JsonNode json) {
        if (json.has("tool_name")) {
            return ChatMessage.toolResult(
                    ToolCall.of(
                            json.path("tool_call_id").asText(""),
                            json.get("tool_name").textValue(),
                            Map.of()),
                    json.get("content").textValue());
        }
        List<Image> images = new ArrayList<>();
        json.path("images")
                .forEach(image -> images.add(Image.of(Base64.getDecoder().decode(image.textValue()))));
        List<ToolCall> calls = new ArrayList<>();
        json.path("tool_calls").forEach(call -> {
            JsonNode function = call.get("function");
            calls.add(ToolCall.of(
                    call.path("id").asText(""), function.get("name").textValue(), object(function.get("arguments"))));
        });
        return ChatMessage.builder(Role.of(json.get("role").textValue()))
                .text(json.get("content").textValue())
                .images(images)
                .toolCalls(calls)
                .build();
    }

    /** The same for a generation. */
    static GenerateRequest generate(JsonNode json) {
        GenerateRequest.Builder request = GenerateRequest.builder(
                        json.path("model").asText())
                .prompt(json.get("prompt").textValue())
                .raw(json.path("raw").asBoolean());
        Optional.ofNullable(json.get("suffix")).ifPresent(text -> request.suffix(text.textValue()));
        Optional.ofNullable(json.get("system")).ifPresent(text -> request.system(text.textValue()));
        options(json, request::options, request::extension);
        return request.build();
    }

    private static void options(JsonNode json, Consumer<GenerationOptions> commonTo, Consumer<OllamaOptions> ownTo) {
        GenerationOptions.Builder common = GenerationOptions.builder();
        OllamaOptions.Builder own = OllamaOptions.builder();
        json.path("options").properties().forEach(option -> {
            JsonNode value = option.getValue();
            switch (value.isNumber() || value.isArray() ? option.getKey() : "") {
                case "temperature" -> common.temperature(value.doubleValue());
                case "seed" -> common.seed(value.intValue());
                case "num_predict" -> common.maxTokens(value.intValue());
                case "num_ctx" -> common.contextLength(value.intValue());
                case "stop" -> common.stop(JSON.convertValue(value, String[].class));
                default -> own.option(option.getKey(), JSON.convertValue(value, Object.class));
            }
        });
        if (json.has("truncate")) {
            own.truncate(json.get("truncate").booleanValue());
        }
        if (json.has("shift")) {
            own.shift(json.get("shift").booleanValue());
        }
        commonTo.accept(common.build());
        ownTo.accept(own.build());
    }

    private static Map<String, Object> object(JsonNode json) {
        return JSON.convertValue(json, OBJECT);
    }
}
