package digital.memu.inference.ollama;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Chat requests with everything that one may carry, by chance, and beside each what of it belongs on the wire. */
final class RandomRequests {

    private static final String LETTERS = "aZ \n\t\"\\/<>&\u0000\u0007é漢\uD83D\uDE00\u2028{}[]:,";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Random random;
    private ObjectNode wire = JSON.createObjectNode();

    RandomRequests(Random random) {
        this.random = random;
    }

    record Sample(ChatRequest request, ObjectNode wire) {}

    Sample next() {
        wire = JSON.createObjectNode();
        ChatRequest.Builder request = ChatRequest.builder();
        features().get("model").accept(request);
        someOf(features().values()).forEach(feature -> feature.accept(request));
        if (messages().isEmpty()) {
            features().get("user").accept(request);
        }
        if (wire.has("top_logprobs")) {
            wire.put("logprobs", true);
        }
        return new Sample(request.build(), wire);
    }

    private <E> List<E> someOf(Collection<E> all) {
        List<E> some =
                new ArrayList<>(all.stream().filter(one -> random.nextBoolean()).toList());
        Collections.shuffle(some, random);
        return some;
    }

    /** Sets something on a builder, and writes down where it belongs. */
    interface Feature<B> {
        void accept(B builder);
    }

    /** By the names of the builder's methods. */
    Map<String, Feature<ChatRequest.Builder>> features() {
        return Map.ofEntries(
                feature("model", b -> b.model(put(wire, "model", "m" + text()))),
                feature("user", b -> b.user(spoken("user"))),
                feature("system", b -> b.system(spoken("system"))),
                feature("assistant", b -> b.assistant(spoken("assistant"))),
                feature("message", b -> b.message(message())),
                feature("messages", b -> b.messages(some(1, this::message))),
                feature("clearMessages", b -> {
                    b.clearMessages();
                    messages().removeAll();
                }),
                feature("tools", b -> b.tools(some(0, this::tool))),
                feature("think", this::think),
                feature("format", this::format),
                feature("options", b -> {
                    GenerationOptions.Builder options = GenerationOptions.builder();
                    someOf(options().values()).forEach(option -> option.accept(options));
                    b.options(options.build());
                }),
                feature("logprobs", b -> {
                    boolean wanted = random.nextBoolean();
                    b.logprobs(wanted);
                    if (wanted) {
                        wire.put("logprobs", true);
                    }
                }),
                feature("topLogprobs", b -> b.topLogprobs(put(wire, "top_logprobs", random.nextInt(20)))),
                feature("extension", b -> {
                    OllamaOptions.Builder own = OllamaOptions.builder();
                    someOf(ownOptions().values()).forEach(option -> option.accept(own));
                    b.extension(own.build());
                }));
    }

    Map<String, Feature<GenerationOptions.Builder>> options() {
        return Map.ofEntries(
                feature("temperature", b -> b.temperature(option("temperature", random.nextGaussian()))),
                feature("topK", b -> b.topK(option("top_k", random.nextInt()))),
                feature("topP", b -> b.topP(option("top_p", random.nextGaussian()))),
                feature("minP", b -> b.minP(option("min_p", random.nextGaussian()))),
                feature("seed", b -> b.seed(option("seed", random.nextInt()))),
                feature("maxTokens", b -> b.maxTokens(option("num_predict", random.nextInt()))),
                feature("contextLength", b -> b.contextLength(option("num_ctx", random.nextInt()))),
                feature("repeatPenalty", b -> b.repeatPenalty(option("repeat_penalty", random.nextGaussian()))),
                feature("presencePenalty", b -> b.presencePenalty(option("presence_penalty", random.nextGaussian()))),
                feature(
                        "frequencyPenalty",
                        b -> b.frequencyPenalty(option("frequency_penalty", random.nextGaussian()))),
                feature("stop", b -> b.stop(option("stop", some(1, this::text)).toArray(String[]::new))));
    }

    Map<String, Feature<OllamaOptions.Builder>> ownOptions() {
        return Map.ofEntries(
                feature(
                        "keepAlive",
                        b -> b.keepAlive(
                                KeepAlive.of(Duration.ofSeconds(put(wire, "keep_alive", random.nextInt(999)))))),
                feature("truncate", b -> b.truncate(put(wire, "truncate", random.nextBoolean()))),
                feature("shift", b -> b.shift(put(wire, "shift", random.nextBoolean()))),
                feature("numBatch", b -> b.numBatch(option("num_batch", random.nextInt()))),
                feature("numGpu", b -> b.numGpu(option("num_gpu", random.nextInt()))),
                feature("mainGpu", b -> b.mainGpu(option("main_gpu", random.nextInt()))),
                feature("useMmap", b -> b.useMmap(option("use_mmap", random.nextBoolean()))),
                feature("numThread", b -> b.numThread(option("num_thread", random.nextInt()))),
                feature("draftNumPredict", b -> b.draftNumPredict(option("draft_num_predict", random.nextInt()))),
                feature("numKeep", b -> b.numKeep(option("num_keep", random.nextInt()))),
                feature("typicalP", b -> b.typicalP(option("typical_p", random.nextGaussian()))),
                feature("repeatLastN", b -> b.repeatLastN(option("repeat_last_n", random.nextInt()))),
                feature("option", b -> {
                    String name = "x" + text();
                    b.option(name, option(name, value(2)));
                }));
    }

    Map<String, BiConsumer<ChatMessage.Builder, ObjectNode>> messageFeatures() {
        return Map.of(
                "text", (b, sent) -> b.text(put(sent, "content", text())),
                "thinking", (b, sent) -> b.thinking(unlessEmpty(sent, "thinking", text())),
                "images", (b, sent) -> b.images(some(0, () -> image(sent))),
                "toolCalls", (b, sent) -> b.toolCalls(some(0, () -> call(sent))));
    }

    private static <B> Map.Entry<String, Feature<B>> feature(String name, Feature<B> feature) {
        return Map.entry(name, feature);
    }

    private static <V> V put(ObjectNode node, String name, V value) {
        node.set(name, JSON.valueToTree(value));
        return value;
    }

    private static String unlessEmpty(ObjectNode node, String name, String text) {
        return text.isEmpty() ? text : put(node, name, text);
    }

    private <V> V option(String name, V value) {
        return put(wire.withObject("/options"), name, value);
    }

    private ArrayNode messages() {
        return wire.withArray("messages");
    }

    private String spoken(String role) {
        return put(messages().addObject().put("role", role), "content", text());
    }

    private ChatMessage message() {
        ObjectNode sent = messages().addObject().put("content", "");
        if (random.nextInt(4) == 0) {
            ToolCall call = ToolCall.of(text(), text(), Map.of());
            sent.put("role", "tool");
            unlessEmpty(sent, "tool_name", call.name());
            unlessEmpty(sent, "tool_call_id", call.id());
            return ChatMessage.toolResult(call, put(sent, "content", text()));
        }
        String role = List.of("user", "assistant", "system", "odd").get(random.nextInt(4));
        ChatMessage.Builder message = ChatMessage.builder(Role.of(put(sent, "role", role)));
        someOf(messageFeatures().values()).forEach(feature -> feature.accept(message, sent));
        return message.build();
    }

    private Image image(ObjectNode message) {
        byte[] bytes = new byte[1 + random.nextInt(50)];
        random.nextBytes(bytes);
        message.withArray("images").add(Base64.getEncoder().encodeToString(bytes));
        return Image.of(bytes);
    }

    private ToolCall call(ObjectNode message) {
        ObjectNode sent = message.withArray("tool_calls").addObject();
        String id = unlessEmpty(sent, "id", text());
        ObjectNode function = sent.putObject("function");
        return ToolCall.of(id, put(function, "name", text()), put(function, "arguments", object(3)));
    }

    private ToolSpec tool() {
        ObjectNode sent = wire.withArray("tools").addObject().put("type", "function");
        ObjectNode function = sent.putObject("function");
        return ToolSpec.of(
                put(function, "name", "t" + text()),
                unlessEmpty(function, "description", text()),
                put(function, "parameters", object(2)));
    }

    private void think(ChatRequest.Builder request) {
        switch (random.nextInt(3)) {
            case 0 -> request.think(put(wire, "think", true) ? Think.ON : Think.OFF);
            case 1 -> request.think(put(wire, "think", false) ? Think.ON : Think.OFF);
            default -> request.think(Think.level(put(wire, "think", "high")));
        }
    }

    private void format(ChatRequest.Builder request) {
        if (random.nextBoolean()) {
            wire.put("format", "json");
            request.format(ResponseFormat.json());
        } else {
            request.format(ResponseFormat.schema(put(wire, "format", object(3))));
        }
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            object.put(text(), value(depth - 1));
        }
        return object;
    }

    private Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> text();
            case 1 -> random.nextInt();
            case 2 -> random.nextLong() | 1L << 40;
            case 3 -> random.nextGaussian();
            case 4 -> random.nextBoolean();
            case 5 -> some(0, () -> value(depth - 1));
            default -> object(depth);
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            int from = random.nextInt(LETTERS.codePointCount(0, LETTERS.length()));
            text.appendCodePoint(LETTERS.codePointAt(LETTERS.offsetByCodePoints(0, from)));
        }
        return text.toString();
    }

    private <E> List<E> some(int least, Supplier<E> one) {
        return Stream.generate(one).limit(least + random.nextInt(3)).toList();
    }
}
