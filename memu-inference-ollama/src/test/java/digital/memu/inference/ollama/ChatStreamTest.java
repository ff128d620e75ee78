package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatMessage;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.chat.ResponseFormat;
import digital.memu.inference.chat.Role;
import digital.memu.inference.chat.ToolCall;
import digital.memu.inference.chat.ToolSpec;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.InferenceTimeoutException.Clock;
import digital.memu.inference.failure.InvalidResponseException;
import digital.memu.inference.failure.RequestRejectedException;
import digital.memu.inference.failure.ServerException;
import digital.memu.inference.failure.StreamInterruptedException;
import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedAnswer;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.inference.route.Evidence;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The life of a stream: it asks late, ends once, tells what it had when it broke, and lets go at once. */
class ChatStreamTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final ChatRequest QUESTION =
            ChatRequest.builder().model("llama3.2").user("my diary").build();

    private final ManualClock clock = new ManualClock();
    private final OllamaSimulator server = OllamaSimulator.builder()
            .model(SimulatedModel.named("llama3.2")
                    .capabilities("completion", "tools", "thinking")
                    .loaded()
                    .build())
            .answer(SimulatedAnswer.tokens("one", " two", " three"))
            .build();
    private final OllamaClient client = OllamaClient.at(server.url())
            .time(clock)
            .timeouts(limits -> limits.streamTotal(Duration.ofMinutes(20)))
            .build();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void nobodyIsContactedBeforeTheFirstEventIsAskedFor() {
        try (ChatStream stream = client.stream(QUESTION)) {
            assertThat(server.connectionsAccepted()).isZero();

            assertThat(stream.iterator().next().text()).isEqualTo("one");
        }
    }

    @Test
    void aWholeAnswer() {
        ChatReply reply = client.send(QUESTION);

        assertThat(reply.text()).isEqualTo("one two three");
        assertThat(reply.route().explain()).startsWith("127.0.0.1:" + server.port() + ": answered");
        assertThat(reply.route().served().orElseThrow().model()).contains("llama3.2");
        assertThat(reply.route().served().orElseThrow().firstEvent()).isPresent();
    }

    @Test
    void thinkingAndToolCallsInWhateverLineTheyCome() {
        server.answerNext(SimulatedAnswer.toolCall("weather", "{\"city\":\"Berlin\"}")
                .thinking("hm")
                .toolCallsInLastEvent());

        ChatReply reply = client.send(QUESTION);

        assertThat(reply.thinking()).isEqualTo("hm");
        assertThat(reply.toolCalls()).extracting(ToolCall::name).containsExactly("weather");
        assertThat(reply.toolCalls().get(0).arguments()).isEqualTo(Map.of("city", "Berlin"));
    }

    @Test
    void aCutAnswerIsNoAnswer() {
        server.next(Fault.cutAfterEvents(2));

        assertInterrupted(ConnectionException.class, Evidence.SOFT);
    }

    @Test
    void anAnswerWithoutItsEndMarkIsNoAnswer() {
        server.next(Fault.endAfterEvents(2));

        assertInterrupted(InvalidResponseException.class, Evidence.SOFT);
    }

    @Test
    void anErrorInMidAnswer() {
        server.next(Fault.errorAfterEvents(2, "something\nbroke"));

        assertThat(assertInterrupted(ServerException.class, Evidence.SOFT)).hasMessageContaining("something broke");
    }

    @Test
    void rubbishInMidAnswer() {
        server.next(Fault.lineAfterEvents(2, "rubbish"));

        assertInterrupted(InvalidResponseException.class, Evidence.SOFT);
    }

    @Test
    void theSameBeforeTheFirstEventIsToldAsItself() {
        server.next(Fault.endAfterEvents(0));
        assertThatThrownBy(() -> client.send(QUESTION)).isExactlyInstanceOf(InvalidResponseException.class);
        server.next(Fault.errorAfterEvents(0, "broke"));
        assertThatThrownBy(() -> client.send(QUESTION)).isExactlyInstanceOf(ServerException.class);
        server.next(Fault.lineAfterEvents(0, "rubbish"));
        assertThatThrownBy(() -> client.send(QUESTION)).isExactlyInstanceOf(InvalidResponseException.class);
        server.next(Fault.hangUp());
        assertThatThrownBy(() -> client.send(QUESTION)).isExactlyInstanceOf(ConnectionException.class);
    }

    @Test
    void aStallLeavesThePartialText() throws Exception {
        server.next(Fault.stallAfterEvents(2));
        ChatStream stream = client.stream(QUESTION);
        Iterator<ChatEvent> events = stream.iterator();
        events.next();
        events.next();
        CompletableFuture<ChatEvent> third = CompletableFuture.supplyAsync(events::next);

        advance(Duration.ofSeconds(5), third);

        assertThatThrownBy(() -> third.get(60, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(StreamInterruptedException.class, e -> {
                    assertThat(e.partialText()).isEqualTo("one two");
                    assertThat(e.evidence()).isEqualTo(Evidence.SOFT);
                    assertThat(e).hasCauseInstanceOf(InferenceTimeoutException.class);
                    assertThat(e).hasMessageContaining("no further part");
                });
    }

    /** Ollama sends tool calls whole, and thinks before it answers in a format. */
    @ParameterizedTest
    @MethodSource
    void anAnswerThatServersHoldBackMayStallLonger(ChatRequest request, Duration limit) throws Exception {
        server.next(Fault.stallAfterEvents(1));
        Iterator<ChatEvent> events = client.stream(request).iterator();
        events.next();
        CompletableFuture<ChatEvent> second = CompletableFuture.supplyAsync(events::next);
        Instant start = clock.now();

        advance(Duration.ofSeconds(5), second);

        // How far the clock was moved beyond the limit before the reader was heard of is a matter of this machine.
        assertThatThrownBy(() -> second.get(60, TimeUnit.SECONDS))
                .hasMessageContaining("no further part of the answer within " + limit.toSeconds() + " s");
        assertThat(Duration.between(start, clock.now())).isGreaterThanOrEqualTo(limit);
    }

    static Stream<Arguments> anAnswerThatServersHoldBackMayStallLonger() {
        Duration stall = Duration.ofSeconds(30);
        Duration bufferedStall = Duration.ofMinutes(5);
        ToolSpec tool = ToolSpec.of("weather", "The weather in a city.", Map.of("type", "object"));
        return Stream.of(
                Arguments.of(QUESTION, stall),
                Arguments.of(QUESTION.toBuilder().format(ResponseFormat.json()).build(), bufferedStall),
                Arguments.of(QUESTION.toBuilder().tools(List.of(tool)).build(), bufferedStall));
    }

    @Test
    void theCallersOwnLimitIsNoEvidenceEvenInMidAnswer() throws Exception {
        server.next(Fault.stallAfterEvents(1));
        try (OllamaClient patient = OllamaClient.at(server.url())
                .time(clock)
                .timeouts(limits -> limits.stall(Duration.ofHours(1)).firstEvent(Duration.ofHours(1)))
                .build()) {
            CompletableFuture<ChatReply> reply = CompletableFuture.supplyAsync(() -> patient.send(QUESTION));
            assertThat(server.awaitGenerations(1, SOON)).isTrue();

            advance(Duration.ofMinutes(1), reply);

            assertThatThrownBy(() -> reply.get(60, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            InferenceException.class,
                            e -> assertThat(e.evidence()).isEqualTo(Evidence.NONE));
        }
    }

    @Test
    void closingFreesAReaderAndStopsTheServer() throws Exception {
        server.next(Fault.stallAfterEvents(1));
        ChatStream stream = client.stream(QUESTION);
        stream.iterator().next();
        CompletableFuture<ChatEvent> second = CompletableFuture.supplyAsync(stream.iterator()::next);

        stream.close();

        assertThatThrownBy(() -> second.get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InferenceCancelledException.class);
        assertThat(server.awaitCancelled(1, SOON)).isTrue();
        assertThat(server.awaitOpenConnections(0, SOON)).isTrue();
    }

    @Test
    void closingWhileTheModelIsAskedAboutSendsNoPrompt() throws Exception {
        server.next("/api/show", Fault.silence());
        ChatStream stream = client.stream(QUESTION);
        CompletableFuture<ChatEvent> first = CompletableFuture.supplyAsync(stream.iterator()::next);
        assertThat(server.awaitRequests(1, SOON)).isTrue();

        stream.close();

        assertThatThrownBy(() -> first.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(InferenceCancelledException.class);
        assertThat(server.awaitOpenConnections(0, SOON)).isTrue();
        assertThat(server.requests("/api/chat")).isEmpty();
    }

    @Test
    void aSilentAnswerToTheQuestionAboutAModelIsNotWaitedForAsLongAsAModel() throws Exception {
        server.next("/api/show", Fault.silence());
        CompletableFuture<ChatReply> reply = CompletableFuture.supplyAsync(() -> client.send(QUESTION));
        assertThat(server.awaitRequests(1, SOON)).isTrue();

        advance(Duration.ofSeconds(5), reply);

        assertThatThrownBy(() -> reply.get(60, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        InferenceTimeoutException.class,
                        e -> assertThat(e.clock()).isEqualTo(Clock.FIRST_EVENT))
                .hasMessageContaining("no answer within 30 s");
    }

    @Test
    void afterTheEndNothingIsLeftOpen() {
        client.send(QUESTION);

        assertThat(server.awaitOpenConnections(0, SOON)).isTrue();
        assertThat(clock.timers()).isZero();
    }

    @Test
    void afterAFailureNothingIsLeftOpen() {
        server.next(Fault.error(500, "no"));
        assertThatThrownBy(() -> client.send(QUESTION)).isInstanceOf(ServerException.class);

        assertThat(server.awaitOpenConnections(0, SOON)).isTrue();
        assertThat(clock.timers()).isZero();
    }

    @Test
    void withoutAModelNothingIsSent() {
        assertThatThrownBy(() -> client.send(ChatRequest.of("Hello?")))
                .isInstanceOf(RequestRejectedException.class)
                .hasMessageContaining("model(\"llama3.2\")");
        assertThat(server.connectionsAccepted()).isZero();
    }

    @Test
    void whatIsNoJsonIsTheCallersFault() {
        ChatRequest odd = QUESTION.toBuilder()
                .message(ChatMessage.builder(Role.ASSISTANT)
                        .toolCalls(List.of(ToolCall.of("", "f", Map.of("x", new Object()))))
                        .build())
                .build();

        assertThatThrownBy(() -> client.send(odd))
                .isInstanceOf(RequestRejectedException.class)
                .hasMessageContaining("java.lang.Object");
        assertThat(server.requests("/api/chat")).isEmpty();
    }

    @Test
    void nothingTellsThePrompt() {
        server.next(Fault.cutAfterEvents(2));

        assertThatThrownBy(() -> client.send(QUESTION))
                .hasMessageNotContaining("diary")
                .hasMessageNotContaining("one two");
        assertThat(client).hasToString("OllamaClient[127.0.0.1:" + server.port() + "]");
    }

    /** Moves the clock on by steps until the call has ended: nobody can tell from outside when it begins to wait. */
    private void advance(Duration step, CompletableFuture<?> call) throws InterruptedException {
        for (int i = 0; i < 1000 && !call.isDone(); i++) {
            clock.advance(step);
            try {
                call.get(10, TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                // Not yet, or over.
            }
        }
    }

    private StreamInterruptedException assertInterrupted(Class<? extends InferenceException> cause, Evidence evidence) {
        StreamInterruptedException e =
                catchThrowableOfType(StreamInterruptedException.class, () -> client.send(QUESTION));
        assertThat(e).hasCauseExactlyInstanceOf(cause);
        assertThat(e.partialText()).isEqualTo("one two");
        assertThat(e.evidence()).isEqualTo(evidence);
        return e;
    }
}
