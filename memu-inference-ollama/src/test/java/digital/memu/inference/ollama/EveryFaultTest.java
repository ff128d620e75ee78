package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.failure.AllBackendsFailedException;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.InvalidResponseException;
import digital.memu.inference.failure.MisconfiguredException;
import digital.memu.inference.failure.ServerException;
import digital.memu.inference.failure.StreamInterruptedException;
import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.Attempt.Outcome;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a server does to a chat: the next one answers, and where there is none, one exception tells the cause. */
class EveryFaultTest {

    private static final ChatRequest QUESTION = ChatRequest.of("Name three colours.");

    /** What is answered at once is real here, and may take its time: only the clocks of a silent answer run. */
    private static final RoutingPolicy POLICY = RoutingPolicy.builder()
            .timeouts(t -> t.resolve(Duration.ofDays(1))
                    .connect(Duration.ofDays(1))
                    .probe(Duration.ofDays(1))
                    .total(Duration.ofDays(1))
                    .firstEvent(Duration.ofSeconds(60))
                    .warmFirstEvent(Duration.ofSeconds(45))
                    .stall(Duration.ofSeconds(30)))
            .build();

    private final ManualClock clock = new ManualClock();
    private final PatientTime time = new PatientTime(clock);
    private final OllamaSimulator pc = simulator("from the pc to you");
    private final OllamaSimulator hub = simulator("from the hub to you");

    private static OllamaSimulator simulator(String answer) {
        return OllamaSimulator.builder()
                .model(SimulatedModel.named("llama3.2").loaded().build())
                .answer(answer)
                .build();
    }

    @AfterEach
    void close() {
        pc.close();
        hub.close();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(Fault.silence(), InferenceTimeoutException.class),
                Arguments.of(Fault.silenceAfterHeaders(), InferenceTimeoutException.class),
                Arguments.of(Fault.stallAfterEvents(1), StreamInterruptedException.class),
                Arguments.of(Fault.stallAfterEvents(3), StreamInterruptedException.class),
                Arguments.of(Fault.hangUp(), ConnectionException.class),
                Arguments.of(Fault.reset(), ConnectionException.class),
                Arguments.of(Fault.hangUpUnread(), ConnectionException.class),
                Arguments.of(Fault.resetUnread(), ConnectionException.class),
                Arguments.of(Fault.cutAfterEvents(1), StreamInterruptedException.class),
                Arguments.of(Fault.cutAfterEvents(3), StreamInterruptedException.class),
                Arguments.of(Fault.resetAfterEvents(2), StreamInterruptedException.class),
                Arguments.of(Fault.endAfterEvents(2), StreamInterruptedException.class),
                Arguments.of(Fault.errorAfterEvents(2, "unexpected EOF"), StreamInterruptedException.class),
                Arguments.of(Fault.runnerKilledAfterEvents(2), StreamInterruptedException.class),
                Arguments.of(Fault.lineAfterEvents(2, "this is no JSON"), StreamInterruptedException.class),
                Arguments.of(Fault.lineAfterEvents(0, "this is no JSON"), InvalidResponseException.class),
                Arguments.of(Fault.endlessLineAfterEvents(0, 20_000_000), InvalidResponseException.class),
                Arguments.of(Fault.notHttp(), ConnectionException.class),
                Arguments.of(Fault.error(500, "llama runner process has terminated"), ServerException.class),
                Arguments.of(Fault.busy(), ServerException.class),
                Arguments.of(Fault.panic(), ServerException.class),
                Arguments.of(Fault.hugeBody(500, 5_000_000), ServerException.class),
                Arguments.of(Fault.badGateway(), ServerException.class),
                Arguments.of(Fault.forbidden(), MisconfiguredException.class),
                Arguments.of(Fault.pageNotFound(), MisconfiguredException.class),
                Arguments.of(Fault.redirect("/login"), MisconfiguredException.class));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void theNextBackendAnswers(Fault fault, Class<? extends InferenceException> cause) throws Exception {
        pc.next("/api/chat", fault);
        expect(fault);
        try (InferenceRouter router = InferenceRouter.builder()
                .backend(
                        OllamaBackend.at(pc.url()).named("pc").model("llama3.2").build())
                .backend(OllamaBackend.at(hub.url())
                        .named("hub")
                        .local()
                        .model("llama3.2")
                        .build())
                .policy(POLICY)
                .time(clock)
                .build()) {
            ChatReply reply = ask(router);

            assertThat(reply.text()).isEqualTo("from the hub to you");
            assertThat(reply.route().attempts())
                    .extracting(Attempt::outcome)
                    .containsExactly(Outcome.FAILED, Outcome.SERVED);
            assertNoTimerIsLeft();
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void withNobodyElseTheCauseIsTold(Fault fault, Class<? extends InferenceException> cause) throws Exception {
        // What may pass is tried once more, and meets the same again.
        pc.next("/api/chat", fault);
        pc.next("/api/chat", fault);
        expect(fault);
        try (InferenceRouter router = InferenceRouter.builder()
                .backend(
                        OllamaBackend.at(pc.url()).named("pc").model("llama3.2").build())
                .policy(POLICY)
                .time(clock)
                .build()) {
            CompletionException thrown = catchThrowableOfType(CompletionException.class, () -> ask(router));

            assertThat(thrown.getCause()).isInstanceOf(AllBackendsFailedException.class);
            assertThat(thrown.getCause().getSuppressed())
                    .hasSizeBetween(1, 2)
                    .allSatisfy(failure -> assertThat(failure).isInstanceOf(cause));
            assertThat(thrown.getCause().getMessage())
                    .doesNotContain("\n", "\r")
                    .hasSizeLessThan(2000);
            assertNoTimerIsLeft();
        }
    }

    @Test
    void aLoadThatFailsIsAnsweredByTheNextOrTold() {
        pc.install(SimulatedModel.named("big").build());
        Fault fault = Fault.loadOutOfMemory();
        pc.always("/api/generate", fault);
        expect(fault);
        try (InferenceRouter router = InferenceRouter.builder()
                .backend(OllamaBackend.at(pc.url()).named("pc").model("big").build())
                .policy(POLICY)
                .time(clock)
                .build()) {
            CompletionException thrown = catchThrowableOfType(CompletionException.class, () -> ask(router));
            assertThat(thrown.getCause().getSuppressed()).hasOnlyElementsOfType(ServerException.class);
            assertThat(thrown.getCause()).hasMessageContaining("memory");
        }
    }

    /** What is asked about a server in the background may end a little later than the call that it was asked for. */
    private void assertNoTimerIsLeft() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < 1200 && clock.timers() > 0; i++) {
            assertThat(never.await(50, TimeUnit.MILLISECONDS)).isFalse();
        }
        assertThat(clock.timers()).isZero();
    }

    /** Lets time pass as far as it takes: only where the fault is silence there is somebody to wait for. */
    private void expect(Fault fault) {
        time.well(hub);
        if (fault.toString().startsWith("silence") || fault.toString().startsWith("stall")) {
            time.silent(pc);
        } else {
            time.well(pc);
        }
    }

    private ChatReply ask(InferenceRouter router) {
        return time.until(CompletableFuture.supplyAsync(() -> router.chat().send(QUESTION)));
    }
}
