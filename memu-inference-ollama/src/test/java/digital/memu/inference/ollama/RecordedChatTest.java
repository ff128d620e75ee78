package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.chat.ToolCall;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.InvalidResponseException;
import digital.memu.inference.failure.ServerException;
import digital.memu.inference.failure.StreamInterruptedException;
import digital.memu.support.HttpMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded chat, byte for byte over a socket: the request is the recorded one, the reply what the bytes say. */
class RecordedChatTest {

    private static final ChatRequest QUESTION =
            ChatRequest.builder().model("smollm2").user("Hello?").build();

    private final ReplayServer server = new ReplayServer();
    private final OllamaClient client = OllamaClient.at(server.url()).build();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    static Stream<RecordedExchange> chats() {
        return Fixtures.all()
                .filter(each -> each.request().path().equals("/api/chat")
                        && each.request().method().equals("POST")
                        && !each.response().isEmpty()
                        && each.response().status() == 200);
    }

    static Stream<RecordedExchange> wholeChats() {
        return chats().filter(each -> each.response().complete()
                && lines(each).stream().noneMatch(line -> line.has("error"))
                && lines(each).stream().anyMatch(line -> line.path("done").asBoolean()));
    }

    @ParameterizedTest
    @MethodSource("wholeChats")
    void theReplyIsWhatTheLinesSay(RecordedExchange recorded) {
        server.replay("/api/chat", recorded);

        ChatReply reply = client.send(request(recorded));

        List<JsonNode> lines = lines(recorded);
        JsonNode last = lines.get(lines.size() - 1);
        assertThat(reply.text()).isEqualTo(joined(lines, "content"));
        assertThat(reply.thinking()).isEqualTo(joined(lines, "thinking"));
        assertThat(reply.completion().model()).isEqualTo(last.get("model").textValue());
        assertThat(reply.completion().finishReason().toString())
                .isEqualTo(last.path("done_reason").asText("unknown"));
        assertThat(reply.completion().usage().answerTokens().orElse(0))
                .isEqualTo(last.path("eval_count").asInt());
        assertThat(reply.completion().usage().promptTokens().orElse(0))
                .isEqualTo(last.path("prompt_eval_count").asInt());
        assertThat(reply.completion()
                        .usage()
                        .total()
                        .map(time -> time.toNanos())
                        .orElse(0L))
                .isEqualTo(last.path("total_duration").asLong());
        assertThat(reply.toolCalls()).extracting(ToolCall::name).isEqualTo(toolNames(lines));
        assertThat(reply.logprobs())
                .hasSize(lines.stream()
                        .mapToInt(line -> line.path("logprobs").size())
                        .sum());
        assertThat(reply.route().backend()).isEqualTo(server.url().replace("http://", ""));
        assertThat(reply.route().attempts()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("chats")
    void theRequestIsTheRecordedOne(RecordedExchange recorded) throws IOException {
        server.replay("/api/chat", recorded);

        try (ChatStream stream = client.stream(request(recorded))) {
            firstEvent(stream);
        }

        HttpMessage sent = server.request("/api/chat");
        assertThat(sent.method()).isEqualTo("POST");
        assertThat(sent.header("Upgrade")).isEmpty();
        assertThat(sent.header("HTTP2-Settings")).isEmpty();
        assertThat(sent.header("Content-Type")).contains("application/json");
        if (RecordedRequests.chat(recorded.request().text()).isPresent()) {
            JsonNode mine = RecordedRequests.comparable(sent.text());
            JsonNode theirs = RecordedRequests.comparable(recorded.request().text());
            assertThat(RecordedRequests.same(mine, theirs))
                    .as("%s%nagainst%n%s", mine, theirs)
                    .isTrue();
        }
    }

    @Test
    void nearlyAllRecordedRequestsCanBeSaid() {
        assertThat(chats().filter(each ->
                        RecordedRequests.chat(each.request().text()).isPresent()))
                .hasSizeGreaterThan(50);
    }

    static Stream<RecordedExchange> cut() {
        return chats().filter(each ->
                each.name().startsWith("kill-server-mid") || each.name().startsWith("terminate"));
    }

    @ParameterizedTest
    @MethodSource("cut")
    void aServerThatDiedLeavesThePartialText(RecordedExchange recorded) {
        server.replay("/api/chat", recorded);

        assertThatThrownBy(() -> client.send(QUESTION)).isInstanceOfSatisfying(StreamInterruptedException.class, e -> {
            assertThat(e.partialText())
                    .isEqualTo(joined(lines(recorded), "content"))
                    .isNotEmpty();
            assertThat(e).hasCauseInstanceOf(ConnectionException.class);
        });
    }

    static Stream<RecordedExchange> errorLines() {
        return chats().filter(each -> lines(each).stream().anyMatch(line -> line.has("error")));
    }

    @ParameterizedTest
    @MethodSource("errorLines")
    void aRunnerThatDiedIsToldInTheServersWords(RecordedExchange recorded) {
        server.replay("/api/chat", recorded);

        assertThatThrownBy(() -> client.send(QUESTION))
                .hasMessageContaining("unexpected EOF")
                .isInstanceOfSatisfying(StreamInterruptedException.class, e -> {
                    assertThat(e.partialText())
                            .isEqualTo(joined(lines(recorded), "content"))
                            .isNotEmpty();
                    assertThat(e).hasCauseInstanceOf(ServerException.class);
                });
    }

    static Stream<RecordedExchange> unfinished() {
        return chats().filter(each -> each.name().contains("debug-render"));
    }

    @ParameterizedTest
    @MethodSource("unfinished")
    void anAnswerWithoutItsEndMarkIsNone(RecordedExchange recorded) {
        server.replay("/api/chat", recorded);

        assertThatThrownBy(() -> client.send(QUESTION)).isInstanceOf(InvalidResponseException.class);
    }

    static Stream<RecordedExchange> leftByUs() {
        return chats().filter(
                        each -> each.name().startsWith("hangup") || each.name().startsWith("stall"));
    }

    @ParameterizedTest
    @MethodSource("leftByUs")
    void whatCameBeforeWeHungUp(RecordedExchange recorded) {
        server.answer("/api/chat", recorded.response().raw(), false);
        List<JsonNode> lines = lines(recorded);
        StringBuilder text = new StringBuilder();

        try (ChatStream stream = client.stream(QUESTION)) {
            Iterator<ChatEvent> events = stream.iterator();
            for (int i = 0; i < lines.size(); i++) {
                text.append(events.next().text());
            }
        }

        assertThat(text).hasToString(joined(lines, "content"));
    }

    @Test
    void aServerThatHangsUpBeforeTheFirstByte() {
        server.replay("/api/chat", Fixtures.load(Fixtures.V0_32, "kill-server-before-first-byte"));

        assertThatThrownBy(() -> client.send(QUESTION)).isInstanceOf(ConnectionException.class);
    }

    private static void firstEvent(ChatStream stream) {
        try {
            stream.iterator().next();
        } catch (InvalidResponseException e) {
            // Some recordings have no event; their request was sent all the same.
        }
    }

    private static ChatRequest request(RecordedExchange recorded) {
        return RecordedRequests.chat(recorded.request().text()).orElse(QUESTION);
    }

    private static List<JsonNode> lines(RecordedExchange recorded) {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : recorded.response().lines()) {
            try {
                lines.add(RecordedRequests.JSON.readTree(line));
            } catch (IOException e) {
                throw new IllegalStateException(recorded + ": " + line, e);
            }
        }
        return lines;
    }

    private static String joined(List<JsonNode> lines, String field) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.path("message").path(field).asText("")));
        return text.toString();
    }

    private static List<String> toolNames(List<JsonNode> lines) {
        List<String> names = new ArrayList<>();
        lines.forEach(line -> line.path("message")
                .path("tool_calls")
                .forEach(call -> names.add(call.path("function").path("name").asText())));
        return names;
    }
}
