package digital.memu.inference.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.failure.AllBackendsFailedException;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.ColdStart;
import digital.memu.inference.route.Evidence;
import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.route.Route;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.route.Tier;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long a server that lives, and says nothing, is waited for. */
class CeilingsTest {

    private static final ChatRequest QUESTION = ChatRequest.of("Which colours?");

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedServer pc = new SimulatedServer("pc", Tier.EXTERNAL, time);
    private final SimulatedServer hub = new SimulatedServer("hub", Tier.LOCAL, time);
    private final Engine engine = new Engine(List.of(pc, hub), RoutingPolicy.defaults(), List.of(), time, time, time);

    @AfterEach
    void close() {
        engine.close();
        time.close();
    }

    private CompletableFuture<ChatReply> ask(RequestOptions options) {
        ChatModel chat = engine.routed(Capability.CHAT, options);
        return time.begin(() -> chat.send(QUESTION));
    }

    private Duration until(CompletableFuture<?> reply) {
        Duration begun = time.elapsed();
        time.until(reply);
        return time.elapsed().minus(begun);
    }

    private BackendState state() {
        return engine.overview()
                .explain(Capability.CHAT, RequestOptions.none())
                .choices()
                .get(0)
                .state();
    }

    @Test
    void aLoadedModelIsWaitedForThirtySecondsWhereAnotherCouldAnswer() {
        pc.become(SimulatedFault.MUTE);
        CompletableFuture<ChatReply> reply = ask(RequestOptions.none());

        assertThat(until(reply)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(35));
        assertThat(reply.join().route().backend()).isEqualTo("hub");
        assertThat(state()).as("it lives").isEqualTo(BackendState.UP);
    }

    @Test
    void whereNobodyElseCouldAnswerItIsWaitedForFiveMinutes() {
        pc.become(SimulatedFault.MUTE);
        CompletableFuture<ChatReply> reply =
                ask(RequestOptions.builder().onlyOn("pc").build());

        assertThat(until(reply))
                .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(5).plusSeconds(5));
        assertThat(reply)
                .failsWithin(Duration.ofSeconds(1))
                .withThrowableOfType(Exception.class)
                .withCauseInstanceOf(AllBackendsFailedException.class);
        assertThat(state()).isEqualTo(BackendState.UP);
    }

    @Test
    void anAnswerThatStallsIsWaitedForThirtySeconds() {
        CompletableFuture<ChatReply> reply = ask(RequestOptions.none());
        time.pass(Duration.ofMillis(450));
        pc.become(SimulatedFault.MUTE);

        assertThat(until(reply)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(32));
        assertThat(reply.join().text()).isEqualTo(SimulatedAnswer.whole());
        assertThat(state()).isEqualTo(BackendState.UP);
    }

    /** A server may forget a model whenever it needs the room, of which nobody hears. */
    @Test
    void whenTheModelWasForgottenAnotherAnswersWhileItIsLoaded() {
        time.until(ask(RequestOptions.none())).join();
        pc.become(SimulatedFault.LOADING);
        CompletableFuture<ChatReply> reply = ask(RequestOptions.none());

        assertThat(until(reply)).isLessThan(Duration.ofSeconds(4));
        Route route = reply.join().route();
        assertThat(route.backend()).isEqualTo("hub");
        assertThat(route.attempts()).hasSize(2);
        assertThat(route.attempts().get(0).evidence()).isEqualTo(Evidence.NONE);
        assertThat(route.explain()).contains("loading m");
        assertThat(state()).isEqualTo(BackendState.LOADING);
        assertThat(engine.members().get(0).places().taken()).isZero();

        time.pass(SimulatedFault.LOAD_TIME);
        assertThat(pc.packets().stream().filter("load"::equals)).hasSize(1);
        assertThat(state()).isEqualTo(BackendState.UP);
        assertThat(time.until(ask(RequestOptions.none())).join().route().backend())
                .isEqualTo("pc");
    }

    @Test
    void manyWhoMeetAForgottenModelHaveItLoadedOnce() {
        time.until(ask(RequestOptions.none())).join();
        pc.become(SimulatedFault.LOADING);
        List<CompletableFuture<ChatReply>> replies =
                IntStream.range(0, 20).mapToObj(i -> ask(RequestOptions.none())).toList();

        replies.forEach(
                reply -> assertThat(time.until(reply).join().route().backend()).isEqualTo("hub"));
        time.pass(SimulatedFault.LOAD_TIME);

        assertThat(pc.packets().stream().filter("load"::equals)).hasSize(1);
    }

    @Test
    void whoHelpsOutAndFailsLeavesTheLoadToBeWaitedFor() {
        time.until(ask(RequestOptions.none())).join();
        pc.become(SimulatedFault.LOADING);
        hub.become(SimulatedFault.CRASHED);
        CompletableFuture<ChatReply> reply = ask(RequestOptions.none());

        time.until(reply);

        assertThat(reply.join().route().backend()).isEqualTo("pc");
        assertThat(pc.packets().stream().filter("load"::equals)).hasSize(1);
    }

    @Test
    void aForgottenModelThatTheCallWaitsForIsNotCut() {
        RequestOptions patient =
                RequestOptions.builder().coldStart(ColdStart.WAIT).build();
        RequestOptions there = RequestOptions.builder().onlyOn("pc").build();
        for (RequestOptions options : List.of(patient, there)) {
            pc.become(SimulatedFault.NONE);
            time.until(ask(RequestOptions.none())).join();
            pc.become(SimulatedFault.LOADING);
            CompletableFuture<ChatReply> reply = ask(options);

            time.pass(Duration.ofSeconds(20));
            assertThat(state()).isEqualTo(BackendState.LOADING);
            time.until(reply);

            assertThat(reply.join().route().backend()).isEqualTo("pc");
            assertThat(reply.join().route().attempts().stream()
                            .filter(attempt -> attempt.outcome() == Attempt.Outcome.FAILED))
                    .isEmpty();
            assertThat(state()).isEqualTo(BackendState.UP);
        }
    }

    @Test
    void waitingBehindOurOwnRunningAnswerIsNoEvidence() {
        time.until(ask(RequestOptions.none())).join();
        CompletableFuture<Void> writing = writeForAMinute(engine);
        time.pass(Duration.ofSeconds(1));
        pc.become(SimulatedFault.MUTE);
        CompletableFuture<ChatReply> waiting = ask(RequestOptions.none());

        time.until(writing).join();
        assertThat(waiting)
                .as("it waits for its turn, longer than a loaded model may take")
                .isNotDone();
        pc.become(SimulatedFault.NONE);
        time.until(waiting);

        assertThat(waiting.join().route().backend()).isEqualTo("pc");
        assertThat(waiting.join().route().attempts()).hasSize(1);
    }

    /** Nobody can tell a service for photos that is frozen from one that loads, unless it answers others. */
    @Test
    void aServiceForPhotosIsWaitedForThirtySecondsAfterItsLastSignOfLife() {
        SimulatedServer service = new SimulatedServer("pc", Tier.EXTERNAL, time, true);
        SimulatedServer other = new SimulatedServer("hub", Tier.LOCAL, time, true);
        PhotoRequest photo =
                PhotoRequest.of(new byte[] {1}).embedding(SimulatedServer.MODEL).build();
        try (Engine photos =
                new Engine(List.of(service, other), RoutingPolicy.defaults(), List.of(), time, time, time)) {
            service.become(SimulatedFault.MUTE);
            CompletableFuture<Void> writing = writeForAMinute(photos);
            CompletableFuture<PhotoAnalysis> analysis = time.begin(() ->
                    photos.routed(Capability.PHOTOS, RequestOptions.none()).analyze(photo));

            time.until(writing);
            assertThat(analysis).isNotDone();

            assertThat(until(analysis)).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(35));
            assertThat(analysis.join().route().backend()).isEqualTo("hub");
            // What it goes on with, and whether the two agree.
            time.pass(Duration.ofHours(1));
        }
    }

    /** Another answer of the same server, of which a part comes every second. */
    private CompletableFuture<Void> writeForAMinute(Engine to) {
        Pulse pulse = to.members().get(0).pulse();
        return time.begin(() -> {
            CallContext caller = new CallContext(
                    time,
                    RoutingPolicy.defaults().timeouts(),
                    RoutingPolicy.defaults().zones(),
                    Long.MAX_VALUE,
                    true);
            for (int second = 0; second < 60; second++) {
                Waiting.pause(Duration.ofSeconds(1), caller);
                pulse.beat(time.nanoTime());
            }
            return null;
        });
    }
}
