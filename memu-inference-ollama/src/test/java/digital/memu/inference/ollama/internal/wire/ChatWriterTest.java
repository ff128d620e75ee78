package digital.memu.inference.ollama.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digital.memu.inference.chat.ChatMessage;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.Image;
import digital.memu.inference.chat.ResponseFormat;
import digital.memu.inference.chat.Role;
import digital.memu.inference.chat.Think;
import digital.memu.inference.chat.ToolCall;
import digital.memu.inference.chat.ToolSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** That nothing of a request is lost on its way to the wire, and nothing is sent that was not set. */
class ChatWriterTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void whatIsNotSetIsNotSent() throws IOException {
        assertThat(written(ChatRequest.of("Hello?"), Map.of()))
                .isEqualTo(
                        JSON.readTree("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello?\"}]}"));
    }

    @Test
    void theWholeOfARequest() throws IOException {
        ToolCall call = ToolCall.of("c1", "weather", Map.of("city", "Berlin"));
        ChatRequest request = ChatRequest.builder()
                .system("Be short.")
                .message(ChatMessage.builder(Role.USER)
                        .text("What is this?")
                        .images(List.of(Image.of(new byte[] {(byte) 0xfb, (byte) 0xff, 0, 1})))
                        .build())
                .message(ChatMessage.builder(Role.ASSISTANT)
                        .thinking("hm")
                        .toolCalls(List.of(call))
                        .build())
                .message(ChatMessage.toolResult(call, "12 degrees"))
                .tools(List.of(ToolSpec.of("weather", "Current weather", Map.of("type", "object"))))
                .think(Think.level("high"))
                .format(ResponseFormat.schema(Map.of("type", "object")))
                .topLogprobs(2)
                .build();

        String expected = "{'model':'m','messages':[{'role':'system','content':'Be short.'},"
                + "{'role':'user','content':'What is this?','images':['+/8AAQ==']},"
                + "{'role':'assistant','content':'','thinking':'hm','tool_calls':[{'id':'c1','function':"
                + "{'name':'weather','arguments':{'city':'Berlin'}}}]},"
                + "{'role':'tool','content':'12 degrees','tool_name':'weather','tool_call_id':'c1'}],"
                + "'tools':[{'type':'function','function':{'name':'weather','description':'Current weather',"
                + "'parameters':{'type':'object'}}}],'think':'high','format':{'type':'object'},"
                + "'logprobs':true,'top_logprobs':2,'options':{'num_ctx':8192}}";
        assertThat(written(request, Map.of("options", Map.of("num_ctx", 8192))))
                .isEqualTo(JSON.readTree(expected.replace('\'', '"')));
    }

    @Test
    void thinkingIsATruthOrALevelAndJsonIsAWord() throws IOException {
        ChatRequest.Builder request = ChatRequest.builder().user("x").format(ResponseFormat.json());

        assertThat(written(request.think(Think.ON).build(), Map.of())
                        .get("think")
                        .isBoolean())
                .isTrue();
        assertThat(written(request.think(Think.OFF).build(), Map.of())
                        .get("think")
                        .booleanValue())
                .isFalse();
        assertThat(written(request.build(), Map.of()).get("format").textValue()).isEqualTo("json");
    }

    @Test
    void aHalfEmojiIsSentAsSuchAndDoesNotFail() throws IOException {
        byte[] json = ChatWriter.chat(ChatRequest.of("cut \uD83D"), "m", Map.of());

        assertThat(new String(json, StandardCharsets.UTF_8)).contains("cut \\uD83D");
        assertThat(written(ChatRequest.of("whole \uD83D\uDE00"), Map.of())
                        .at("/messages/0/content")
                        .textValue())
                .isEqualTo("whole \uD83D\uDE00");
    }

    @Test
    void aValueThatIsNoJsonIsNamedByItsClassOnly() {
        ChatRequest request = ChatRequest.builder()
                .user("x")
                .format(ResponseFormat.schema(Map.of("a", new StringBuilder("fine"), "b", Map.of("c", new Random(1)))))
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChatWriter.chat(request, "m", Map.of()))
                .withMessageContaining("java.util.Random");
    }

    @Test
    void aCircleIsRefused() {
        Map<String, Object> circle = new HashMap<>();
        circle.put("self", circle);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChatWriter.chat(ChatRequest.of("x"), "m", Map.of("options", circle)));
    }

    private static JsonNode written(ChatRequest request, Map<String, Object> further) throws IOException {
        return JSON.readTree(ChatWriter.chat(request, "m", further));
    }
}
