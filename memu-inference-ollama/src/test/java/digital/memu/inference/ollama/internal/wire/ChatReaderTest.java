package digital.memu.inference.ollama.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.Completion;
import digital.memu.inference.chat.FinishReason;
import digital.memu.inference.chat.TokenLogprob;
import digital.memu.inference.chat.ToolCall;
import digital.memu.inference.failure.DestinationForbiddenException;
import digital.memu.inference.failure.InvalidResponseException;
import digital.memu.inference.failure.ServerException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of a chat answer: whole, odd, and broken. */
class ChatReaderTest {

    private static final String END = "{\"model\":\"m\",\"done\":true,\"done_reason\":\"stop\"}";

    @Test
    void textThinkingAndTheEnd() {
        List<ChatEvent> events = read(
                "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"\",\"thinking\":\"hm\"},\"done\":false}",
                "{\"message\":{\"content\":\"a\\u003cb\"},\"done\":false,\"new\":{\"x\":[1]}}",
                "{\"message\":{\"content\":\" c\"},\"done\":true,\"done_reason\":\"length\",\"total_duration\":2000000000,"
                        + "\"load_duration\":1,\"prompt_eval_count\":7,\"prompt_eval_duration\":3,\"eval_count\":2,"
                        + "\"eval_duration\":1000000000}");

        assertThat(events).extracting(ChatEvent::thinking).containsExactly("hm", "", "");
        assertThat(events).extracting(ChatEvent::text).containsExactly("", "a<b", " c");
        Completion end = events.get(2).completion().orElseThrow();
        assertThat(end.model()).isEqualTo("m");
        assertThat(end.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(end.usage().total()).contains(Duration.ofSeconds(2));
        assertThat(end.usage().load()).contains(Duration.ofNanos(1));
        assertThat(end.usage().prompt()).contains(Duration.ofNanos(3));
        assertThat(end.usage().promptTokens()).hasValue(7);
        assertThat(end.usage().tokensPerSecond()).hasValue(2);
    }

    @Test
    void everythingMayBeAbsentOrNull() {
        List<ChatEvent> events = read(
                "{}",
                "{\"message\":null,\"done\":null,\"error\":null,\"logprobs\":null}",
                "{\"message\":{\"content\":null,\"thinking\":null,\"tool_calls\":null}}",
                "",
                "{\"done\":true,\"eval_count\":99999999999999999999,\"total_duration\":-1,\"eval_duration\":\"x\","
                        + "\"prompt_eval_count\":1.5e3,\"load_duration\":[1]}");

        assertThat(events).hasSize(1);
        Completion end = events.get(0).completion().orElseThrow();
        assertThat(end.model()).isEmpty();
        assertThat(end.finishReason()).isEqualTo(FinishReason.UNKNOWN);
        assertThat(end.usage().answerTokens()).isEmpty();
        assertThat(end.usage().total()).isEmpty();
        assertThat(end.usage().promptTokens()).hasValue(1500);
    }

    @Test
    void aReasonIsAnEndToo() {
        assertThat(read("{\"message\":{\"content\":\"a\"},\"done_reason\":\"repeat\"}")
                        .get(0)
                        .completion())
                .map(Completion::finishReason)
                .contains(FinishReason.of("repeat"));
    }

    @Test
    void toolCallsFromAnyLine() {
        List<ChatEvent> events = read(
                "{\"message\":{\"content\":\"\",\"tool_calls\":[{\"id\":\"c1\",\"function\":{\"index\":0,\"name\":\"f\","
                        + "\"arguments\":{\"b\":1,\"a\":[true,null,2.5]}}}]}}",
                "{\"message\":{\"content\":\"\",\"tool_calls\":[{\"function\":{\"name\":\"g\",\"arguments\":\"{\\\"x\\\":1}\"}},"
                        + "{\"function\":{\"name\":\"h\"}}]},\"done\":true}");

        assertThat(events.get(0).toolCalls()).singleElement().satisfies(call -> {
            assertThat(call.id()).isEqualTo("c1");
            assertThat(call.name()).isEqualTo("f");
            assertThat(call.arguments()).hasToString("{b=1, a=[true, null, 2.5]}");
        });
        assertThat(events.get(1).toolCalls()).extracting(ToolCall::name).containsExactly("g", "h");
        assertThat(events.get(1).toolCalls().get(0).arguments()).isEqualTo(Map.of("x", 1));
        assertThat(events.get(1).completion()).isPresent();
    }

    @Test
    void logprobsWithoutText() {
        ChatEvent event =
                read("{\"message\":{\"content\":\"\"},\"logprobs\":[{\"token\":\"a\",\"logprob\":-0.5,\"bytes\":[97],"
                                + "\"top_logprobs\":[{\"token\":\"b\",\"logprob\":-1,\"bytes\":null}]}]}")
                        .get(0);

        assertThat(event.logprobs()).singleElement().satisfies(one -> {
            assertThat(one.token()).isEqualTo("a");
            assertThat(one.logprob()).isEqualTo(-0.5);
            assertThat(one.alternatives()).extracting(TokenLogprob::token).containsExactly("b");
        });
    }

    @Test
    void anErrorLineEndsTheAnswerWithItsWords() {
        assertThatThrownBy(() -> read("{\"message\":{\"content\":\"a\"}}", "{\"error\":\"runner died\"}"))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("error within the answer: runner died");
    }

    @Test
    void anErrorMayStandOnTheSameLineAndTellAStatus() {
        assertThatThrownBy(
                        () -> read("{\"message\":{\"content\":\"a\"}}{\"StatusCode\":429,\"Status\":\"429 Too Many\","
                                + "\"error\":{\"message\":\"slow down\"}}"))
                .hasMessageContaining("HTTP 429: slow down");
    }

    @Test
    void anAnswerFromElsewhereIsNotShown() {
        assertThatThrownBy(() -> read("{\"remote_host\":\"https://ollama.com\",\"message\":{\"content\":\"secret\"}}"))
                .isInstanceOf(DestinationForbiddenException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "[1]",
                "42",
                "\"text\"",
                "{\"message\":{\"content\":\"a",
                "{\"message\":{\"content\":[1]}}",
                "{\"a\" 1}",
                "{\"message\":{\"tool_calls\":[{\"function\":{}}]}}",
                "{\"message\":{\"tool_calls\":[1]}}",
                "{\"message\":{\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":[1]}}]}}",
                "<html>",
                "{\"model\":{}}"
            })
    void whatIsNotOllamasJsonIsToldByItsLineAndNotQuoted(String line) {
        assertThatThrownBy(() -> read("{\"message\":{\"content\":\"first\"}}", line))
                .isInstanceOf(InvalidResponseException.class)
                .hasMessageContaining("line 2")
                .hasMessageNotContaining("nonsense")
                .hasNoCause();
    }

    @Test
    void aTextBrokenByARawLineFeedIsNotWhole() {
        assertThatThrownBy(() -> read("{\"message\":{\"content\":\"a", "b\"}}", END))
                .isInstanceOf(InvalidResponseException.class);
    }

    @Test
    void nothingIsReadBeyondTheEnd() {
        ChatReader reader = new ChatReader("http://pc", Lines.of(END, "rubbish"), new Grading());

        assertThat(reader.next()).isNotNull();
    }

    @Test
    void aLineMayBeLongerThanAnyBuffer() {
        String text = "x".repeat(300_000);

        assertThat(read("{\"message\":{\"content\":\"" + text + "\"}}", END)
                        .get(0)
                        .text())
                .isEqualTo(text);
    }

    @RepeatedTest(300)
    void noiseIsReadOrRefusedButNeverCrashes(RepetitionInfo info) {
        Random random = new Random(info.getCurrentRepetition());
        byte[] bytes =
                ("{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"caf\u00e9\",\"tool_calls\":[{\"function\":"
                                + "{\"name\":\"f\",\"arguments\":{\"a\":1.5e3}}}]},\"logprobs\":[{\"token\":\"a\",\"logprob\":-1}]}\n"
                                + END + "\n")
                        .getBytes(StandardCharsets.UTF_8);
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        ChatReader reader = new ChatReader("http://pc", new Lines(bytes, null), new Grading());
        try {
            ChatEvent event = reader.next();
            while (event != null && event.completion().isEmpty()) {
                event = reader.next();
            }
        } catch (InvalidResponseException | ServerException | DestinationForbiddenException e) {
            assertThat(e.getMessage())
                    .as("seed %d", info.getCurrentRepetition())
                    .doesNotContain("\n", "\r");
        }
    }

    private static List<ChatEvent> read(String... lines) {
        List<ChatEvent> events = new ArrayList<>();
        try (ChatReader reader = new ChatReader("http://pc", Lines.of(lines), new Grading())) {
            ChatEvent event = reader.next();
            while (event != null) {
                events.add(event);
                event = event.completion().isPresent() ? null : reader.next();
            }
        }
        return events;
    }
}
