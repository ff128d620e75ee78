package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import digital.memu.inference.chat.ChatMessage;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ResponseFormat;
import digital.memu.inference.chat.ToolCall;
import digital.memu.inference.chat.ToolSpec;
import digital.memu.inference.failure.ModelNotFoundException;
import digital.memu.support.RealOllama;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server with tools: a round trip with a small model that is held to the form of a call, and its refusal. */
class RealToolsTest {

    private static final String TEMPLATE = """
            {{- if .Tools }}<|im_start|>system
            {{ range .Tools }}{{ . }}
            {{ end }}<|im_end|>
            {{ end }}{{- range .Messages }}<|im_start|>{{ .Role }}
            {{ .Content }}{{ range .ToolCalls -}}
            {"name": "{{ .Function.Name }}", "parameters": {{ .Function.Arguments }}}{{ end }}<|im_end|>
            {{ end }}<|im_start|>assistant
            """;

    private static final ToolSpec WEATHER = ToolSpec.of(
            "get_weather",
            "Current weather in a city",
            object(Map.of("city", Map.of("type", "string")), List.of("city")));

    /** So small a model calls nothing by itself. The server finds a call only where the name comes first. */
    private static final ResponseFormat CALL = ResponseFormat.schema(object(
            inOrder(
                    "name", word("get_weather"),
                    "parameters", object(Map.of("city", word("Berlin")), List.of("city"))),
            List.of("name", "parameters")));

    @TempDir
    static Path home;

    private static RealOllama server;
    private static OllamaClient client;

    private static Map<String, Object> object(Map<String, ?> properties, List<String> required) {
        return Map.of("type", "object", "properties", properties, "required", required);
    }

    private static Map<String, Object> word(String only) {
        return Map.of("type", "string", "enum", List.of(only));
    }

    private static Map<String, Object> inOrder(String first, Object one, String second, Object other) {
        Map<String, Object> both = new LinkedHashMap<>();
        both.put(first, one);
        both.put(second, other);
        return both;
    }

    @BeforeAll
    static void startTheServer() throws Exception {
        RealOllama.require();
        server = RealOllama.start(home);
        client = OllamaClient.at(server.url()).build();
    }

    @AfterAll
    static void stopTheServer() {
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private static void create(CreateRequest request) {
        try (ModelTransfer create = client.models().create(request)) {
            create.await();
        }
    }

    private static ChatRequest.Builder question(String model) {
        return ChatRequest.builder()
                .model(model)
                .user("What is the weather in Berlin?")
                .tools(List.of(WEATHER))
                .options(o -> o.temperature(0).seed(42).maxTokens(60))
                .extension(OllamaOptions.builder().numThread(1).build());
    }

    @Test
    void aToolIsCalledAndItsResultIsTaken() {
        create(CreateRequest.builder("with-tools")
                .file(RealOllama.weights())
                .template(TEMPLATE)
                .build());
        assertThat(client.show("with-tools").capabilities()).contains("tools");

        ChatReply called = client.send(question("with-tools").format(CALL).build());

        assertThat(called.toolCalls()).singleElement().satisfies(call -> {
            assertThat(call.name()).isEqualTo("get_weather");
            assertThat(call.arguments()).isEqualTo(Map.of("city", "Berlin"));
        });
        ToolCall call = called.toolCalls().get(0);

        ChatReply reply = client.send(question("with-tools")
                .message(called.toMessage())
                .message(ChatMessage.toolResult(call, "12 degrees, rain"))
                .build());

        // What so small a model makes of it is anybody's guess; that it was read is told by the count.
        assertThat(reply.completion().usage().promptTokens().orElse(0))
                .isGreaterThan(called.completion().usage().promptTokens().orElse(0));
    }

    @Test
    void aModelThatKnowsNoToolsIsToldOf() {
        create(CreateRequest.builder("without-tools").file(RealOllama.weights()).build());

        ModelNotFoundException refused = catchThrowableOfType(
                ModelNotFoundException.class,
                () -> client.send(question("without-tools").build()));

        assertThat(refused.serverMessage()).endsWith("without-tools:latest does not support tools");
    }
}
