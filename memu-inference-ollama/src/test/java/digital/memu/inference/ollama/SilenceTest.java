package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.chat.ResponseFormat;
import digital.memu.inference.chat.Think;
import digital.memu.inference.chat.ToolSpec;
import digital.memu.inference.failure.StreamInterruptedException;
import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.RecordedRequest;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.route.Rescue;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A machine that accepts connections and says nothing: frozen, starting, or only slow. */
class SilenceTest {

    private static final String TEXT = "one two three four five six seven eight nine ten";
    private static final ChatRequest QUESTION = ChatRequest.of("Count!");

    /** A day where nothing is waited for: this machine may be slow. */
    private static final RoutingPolicy POLICY = RoutingPolicy.builder()
            .timeouts(t -> t.resolve(Duration.ofDays(1))
                    .connect(Duration.ofDays(1))
                    .probe(Duration.ofMinutes(1))
                    .stall(Duration.ofDays(1))
                    .bufferedStall(Duration.ofDays(1))
                    .firstEvent(Duration.ofDays(1))
                    .warmFirstEvent(Duration.ofDays(1))
                    .total(Duration.ofDays(1)))
            .build();

    private final OllamaSimulator pc = simulator();
    private final OllamaSimulator hub = simulator();
    private final ManualClock clock = new ManualClock();
    private final PatientTime time = new PatientTime(clock);
    private final InferenceRouter router = InferenceRouter.builder()
            .backend(OllamaBackend.at(pc.url()).named("pc").model("m").build())
            .backend(OllamaBackend.at(hub.url()).named("hub").local().model("m").build())
            .policy(POLICY)
            .time(clock)
            .build();

    private static OllamaSimulator simulator() {
        return OllamaSimulator.builder()
                .model(SimulatedModel.named("m")
                        .capabilities("completion", "tools", "thinking")
                        .loaded()
                        .build())
                .answer(TEXT)
                .build();
    }

    @BeforeEach
    void begin() {
        time.well(pc);
        time.well(hub);
    }

    @AfterEach
    void close() {
        router.close();
        pc.close();
        hub.close();
    }

    private <V> V until(Supplier<V> call) {
        return time.until(CompletableFuture.supplyAsync(call));
    }

    private ChatReply ask() {
        return until(() -> router.chat().send(QUESTION));
    }

    private void refresh() {
        until(() -> {
            router.refresh(Duration.ofDays(1));
            return true;
        });
    }

    private BackendState state() {
        return router.explain(Capability.CHAT).choices().get(0).state();
    }

    @Test
    void aFrozenServerIsFoundOutBeforeTheFirstRequest() {
        pc.freeze();
        time.frozen(pc);

        ChatReply reply = ask();

        assertThat(reply.text()).isEqualTo(TEXT);
        assertThat(reply.route().backend()).isEqualTo("hub");
        assertThat(state()).isEqualTo(BackendState.DOWN);
        assertThat(pc.requests("/api/chat"))
                .as("nobody is asked who does not answer at all")
                .isEmpty();
    }

    @Test
    void aServerThatFreezesInMidAnswerIsRescued() {
        pc.next(Fault.stallAfterEvents(4));
        StringBuilder text = new StringBuilder();
        int joints = until(() -> {
            int seen = 0;
            int met = 0;
            try (ChatStream stream = router.chat().stream(QUESTION)) {
                for (ChatEvent event : stream) {
                    if (++seen == 4) {
                        pc.freeze();
                        time.frozen(pc);
                    }
                    met += event.joint().isPresent() ? 1 : 0;
                    text.append(event.text());
                }
            }
            return met;
        });
        assertThat(text.toString()).isEqualTo(TEXT);
        assertThat(joints).isEqualTo(1);
        assertThat(state()).isEqualTo(BackendState.DOWN);
    }

    /** The host is up again before its program is: connections are accepted, and nothing is said. */
    @Test
    void aRebootedHostIsUsedAgainOnceItsServerAnswers() {
        assertThat(ask().route().backend()).isEqualTo("pc");
        pc.goOffline();
        assertThat(ask().route().backend()).isEqualTo("hub");

        pc.freeze();
        pc.comeBack();
        time.frozen(pc);
        refresh();
        assertThat(state()).as("a handshake proves the host, not the service").isEqualTo(BackendState.DOWN);
        assertThat(ask().route().backend()).isEqualTo("hub");

        pc.heal();
        time.well(pc);
        refresh();
        assertThat(state()).isEqualTo(BackendState.UP);
        time.until("the pc serves again", () -> ask().route().backend().equals("pc"));
    }

    @Test
    void aSlowServerThatLivesIsNeverCut() {
        ChatReply reply =
                askWithSilence(Duration.ofSeconds(2), () -> router.chat().send(QUESTION));

        assertThat(reply.text()).isEqualTo(TEXT);
        assertThat(pc.requests("/api/version"))
                .as("it was asked whether it lives")
                .isNotEmpty();
        assertThat(pc.generationsCancelled()).isZero();
    }

    /** Asks a server that is silent in mid-answer for more than this: again, and longer, where this machine was too slow. */
    private ChatReply askWithSilence(Duration atLeast, Supplier<ChatReply> call) {
        for (Duration real = Duration.ofMillis(300); real.toSeconds() < 60; real = real.multipliedBy(4)) {
            time.atMost(Duration.ofDays(1));
            pc.next(Fault.stallAfterEvents(5, real));
            time.silent(pc);

            ChatReply reply = until(call);

            assertThat(reply.route().attempts()).hasSize(1);
            if (time.passed().compareTo(atLeast) > 0) {
                return reply;
            }
        }
        throw new AssertionError("the clock did not get as far as " + atLeast);
    }

    @Test
    void aLivingServerIsCutAtItsCeilingAndNotMarked() {
        pc.next(Fault.stallAfterEvents(5));
        time.silent(pc);
        RequestOptions strict = RequestOptions.builder()
                .timeouts(t -> t.stall(Duration.ofSeconds(30)))
                .rescue(Rescue.FAIL)
                .build();

        CompletableFuture<ChatReply> reply =
                CompletableFuture.supplyAsync(() -> router.with(strict).chat().send(QUESTION));
        Throwable failure = time.until(reply.handle((answer, thrown) -> thrown));

        assertThat(failure)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(StreamInterruptedException.class)
                .hasMessageContaining("no further part of the answer within 30 s");
        assertThat(time.passed()).isBetween(Duration.ofSeconds(30), Duration.ofMinutes(10));
        assertThat(state()).isEqualTo(BackendState.UP);
    }

    /** Tool calls are sent whole, a format is thought about first, and thinking has pauses of its own. */
    @ParameterizedTest
    @MethodSource("heldBack")
    void whatServersHoldBackIsWaitedForLonger(ChatRequest request) {
        Duration stall = Duration.ofSeconds(3);
        RequestOptions strict =
                RequestOptions.builder().timeouts(t -> t.stall(stall)).build();

        askWithSilence(stall, () -> router.with(strict).chat().send(request));
    }

    static Stream<ChatRequest> heldBack() {
        return Stream.of(
                QUESTION.toBuilder()
                        .tools(List.of(ToolSpec.of("f", "does nothing", Map.of("type", "object"))))
                        .build(),
                QUESTION.toBuilder().format(ResponseFormat.json()).build(),
                QUESTION.toBuilder().think(Think.ON).build());
    }

    @Test
    void noLookLoadsAModel() {
        pc.install(SimulatedModel.named("m").build());
        pc.goOffline();
        ask();
        pc.comeBack();
        refresh();
        router.explain(Capability.CHAT);

        assertThat(state()).isEqualTo(BackendState.UP);
        assertThat(pc.requests()).extracting(RecordedRequest::path).containsOnly("/api/version");
        assertThat(pc.loadsStarted()).isZero();
    }

    @Test
    void anIdleRouterSendsNothing() {
        ask();
        // Who is answered has been counted, and so has everybody who connected before.
        for (OllamaSimulator server : List.of(pc, hub)) {
            try (OllamaClient client =
                    OllamaClient.at(server.url()).time(new ManualClock()).build()) {
                client.version();
            }
        }
        int before = pc.connectionsAccepted() + hub.connectionsAccepted();

        clock.advance(Duration.ofHours(10));

        assertThat(clock.timers())
                .as("nothing is left that could send anything")
                .isZero();
        assertThat(pc.awaitOpenConnections(0, Duration.ofSeconds(60))).isTrue();
        assertThat(pc.connectionsAccepted() + hub.connectionsAccepted()).isEqualTo(before);
    }

    @Test
    void aModelThatIsMissingIsAskedForOnceAndServedWhenItIsThere() {
        pc.remove("m");
        for (int i = 0; i < 3; i++) {
            assertThat(ask().route().backend()).isEqualTo("hub");
        }
        assertThat(state()).isEqualTo(BackendState.MISCONFIGURED);
        int asked = pc.requests().size();
        ask();
        assertThat(pc.requests()).as("skipped without a packet").hasSize(asked);

        pc.install(SimulatedModel.named("m").loaded().build());
        refresh();

        assertThat(ask().route().backend()).isIn("pc", "hub");
        assertThat(state()).isNotEqualTo(BackendState.MISCONFIGURED);
    }

    @Test
    void aPausedBackendIsLeftAlone() {
        router.pause("pc", Duration.ofHours(1));
        assertThat(ask().route().backend()).isEqualTo("hub");
        assertThat(pc.connectionsAccepted()).isZero();

        router.pause("pc", Duration.ZERO);

        time.until("the pc serves again", () -> ask().route().backend().equals("pc"));
    }
}
