package digital.memu.inference.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.backend.Capability;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.failure.AllBackendsFailedException;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.ColdStart;
import digital.memu.inference.route.Explanation;
import digital.memu.inference.route.Priority;
import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.route.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is asked first when too little is known, and what one request's fate teaches the next. */
class RaceTest {

    private static final ChatRequest QUESTION = ChatRequest.of("Which colours?");

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedServer pc = new SimulatedServer("pc", Tier.EXTERNAL, time);
    private final SimulatedServer hub = new SimulatedServer("hub", Tier.LOCAL, time);
    private Engine engine = engine(RoutingPolicy.defaults());

    private Engine engine(RoutingPolicy policy) {
        return new Engine(List.of(pc, hub), policy, List.of(), time, time, time);
    }

    @AfterEach
    void close() {
        engine.close();
        time.close();
    }

    private CompletableFuture<ChatReply> ask() {
        ChatModel chat = engine.routed(Capability.CHAT, RequestOptions.none());
        return time.begin(() -> chat.send(QUESTION));
    }

    private String backend() {
        return time.until(ask()).join().route().backend();
    }

    private BackendState state() {
        return engine.overview()
                .explain(Capability.CHAT, RequestOptions.none())
                .choices()
                .get(0)
                .state();
    }

    @Test
    void theNextIsDialled150MillisecondsLaterAndNoByteGoesToTheLoser() {
        pc.become(SimulatedFault.OFF);
        CompletableFuture<ChatReply> reply = ask();
        time.pass(Duration.ofMillis(149));
        assertThat(hub.packets()).isEmpty();
        time.pass(Duration.ofMillis(1));
        assertThat(hub.packets()).containsExactly("dial");

        assertThat(time.until(reply).join().route().backend()).isEqualTo("hub");
        assertThat(pc.packets()).containsExactly("dial");
    }

    @Test
    void whatAThreadTakesToBeginIsNotHeldAgainstThePreferredOne() {
        engine.close();
        AtomicBoolean first = new AtomicBoolean(true);
        Executor busy = task -> {
            if (first.getAndSet(false)) {
                time.schedule(Duration.ofMillis(200), () -> time.execute(task));
            } else {
                time.execute(task);
            }
        };
        engine = new Engine(List.of(pc, hub), RoutingPolicy.defaults(), List.of(), time, busy, time);

        assertThat(backend()).isEqualTo("pc");
        assertThat(hub.packets()).isEmpty();
    }

    @Test
    void aLostRaceMarksNobodyButTheFailedDialDoes() {
        pc.become(SimulatedFault.OFF);
        CompletableFuture<ChatReply> reply = ask();
        time.pass(Duration.ofMillis(499));
        assertThat(state()).isEqualTo(BackendState.UNKNOWN);
        time.pass(Duration.ofMillis(1));
        assertThat(state()).isEqualTo(BackendState.DOWN);
        time.until(reply).join();
    }

    @Test
    void whoConnectsJustAfterTheOtherIsStillPreferred() {
        pc.become(SimulatedFault.OFF);
        CompletableFuture<ChatReply> reply = ask();
        // The hub is dialled after 150 ms and connects at 151; the preferred one connects within 20 ms of that.
        time.pass(Duration.ofMillis(165));
        pc.become(SimulatedFault.NONE);
        assertThat(time.until(reply).join().route().backend()).isEqualTo("pc");
    }

    @Test
    void laterRequestsDoNotWaitForADialThatOthersHaveWaitedFor() {
        pc.become(SimulatedFault.OFF);
        CompletableFuture<ChatReply> first = ask();
        time.pass(Duration.ofMillis(200));
        Duration begun = time.elapsed();
        CompletableFuture<ChatReply> second = ask();
        assertThat(time.until(second).join().route().backend()).isEqualTo("hub");
        assertThat(time.elapsed().minus(begun)).isLessThan(Duration.ofMillis(700));
        assertThat(pc.packets()).as("one dial for both").containsExactly("dial");
        time.until(first).join();
    }

    @Test
    void whoAnsweredAMomentAgoIsNotDialled() {
        assertThat(backend()).isEqualTo("pc");
        int before = pc.packets().size();
        assertThat(backend()).isEqualTo("pc");
        assertThat(pc.packets().subList(before, pc.packets().size())).containsExactly("chat");
        time.pass(Duration.ofSeconds(6));
        assertThat(backend()).isEqualTo("pc");
        assertThat(pc.packets()).contains("dial");
    }

    @Test
    void whoFellAsleepAMomentAgoIsGivenUpBeforeHalfASecondIsOver() {
        assertThat(backend()).isEqualTo("pc");
        pc.become(SimulatedFault.OFF);
        CompletableFuture<ChatReply> reply = ask();
        time.pass(Duration.ofMillis(349));
        assertThat(hub.packets()).isEmpty();
        time.pass(Duration.ofMillis(1));
        assertThat(hub.packets()).contains("warmth");
        assertThat(time.until(reply).join().route().backend()).isEqualTo("hub");
    }

    @Test
    void whereNobodyElseIsLeftItIsGivenTheWholeTime() {
        ChatModel alone = engine.routed(
                Capability.CHAT, RequestOptions.builder().onlyOn("pc").build());
        time.until(time.begin(() -> alone.send(QUESTION))).join();
        pc.become(SimulatedFault.OFF);
        Duration begun = time.elapsed();
        assertThatThrownBy(
                        () -> time.until(time.begin(() -> alone.send(QUESTION))).join())
                .hasCauseInstanceOf(AllBackendsFailedException.class);
        assertThat(time.elapsed().minus(begun)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void whoIsKnownToBeDownIsTriedAllTheSameWhenTheOthersHaveFailed() {
        hub.become(SimulatedFault.REFUSED);
        pc.become(SimulatedFault.REFUSED);
        assertThatThrownBy(this::backend).hasCauseInstanceOf(AllBackendsFailedException.class);
        pc.become(SimulatedFault.NONE);
        assertThat(backend()).as("all were down, so all are tried").isEqualTo("pc");

        hub.become(SimulatedFault.NONE);
        pc.become(SimulatedFault.CRASHED);
        ChatReply reply = time.until(ask()).join();

        assertThat(reply.route().backend()).isEqualTo("hub");
        assertThat(reply.route().explain()).contains("hub: not asked (down: ");
    }

    @Test
    void whoIsPausedIsNeverTriedForWantOfOthers() {
        engine.pause("hub", Duration.ofHours(1));
        pc.become(SimulatedFault.CRASHED);
        assertThatThrownBy(this::backend).hasCauseInstanceOf(AllBackendsFailedException.class);
        assertThat(hub.packets()).isEmpty();
    }

    @Test
    void everybodyIsAskedOnceWhenSomebodyWantsToKnow() {
        time.until(time.begin(() -> {
            engine.refresh(Duration.ofMinutes(1));
            return true;
        }));
        assertThat(pc.packets()).containsExactly("probe", "dial");
        assertThat(hub.packets()).containsExactly("probe", "dial");
        assertThat(state()).isEqualTo(BackendState.UP);
        assertThat(pc.loads() + hub.loads()).as("no look loads a model").isZero();
    }

    @Test
    void whoWouldServeIsToldWithoutAPacket() {
        backend();
        pc.become(SimulatedFault.REFUSED);
        backend();
        int before = pc.packets().size() + hub.packets().size();

        Explanation explanation = engine.overview().explain(Capability.CHAT, RequestOptions.none());

        assertThat(explanation).hasToString("pc: down: connect: connection refused\nhub: would serve m (UP)");
        assertThat(explanation.first()).map(Explanation.Choice::backend).contains("hub");
        assertThat(pc.packets().size() + hub.packets().size()).isEqualTo(before);
    }

    @Test
    void whoIsInAHurryGoesFirst() {
        engine.close();
        engine = engine(
                RoutingPolicy.builder().concurrency(1, Duration.ofMinutes(1)).build());
        List<Priority> served = new ArrayList<>();
        List<CompletableFuture<?>> replies = new ArrayList<>();
        for (Priority priority : List.of(Priority.NORMAL, Priority.BATCH, Priority.NORMAL, Priority.INTERACTIVE)) {
            ChatModel chat = engine.routed(
                    Capability.CHAT,
                    RequestOptions.builder().onlyOn("pc").priority(priority).build());
            replies.add(time.begin(() -> chat.send(QUESTION)).thenRun(() -> served.add(priority)));
            time.pass(Duration.ofMillis(1));
        }
        replies.forEach(reply -> time.until(reply).join());
        assertThat(served)
                .as("the first was there before the others")
                .containsExactly(Priority.NORMAL, Priority.INTERACTIVE, Priority.NORMAL, Priority.BATCH);
    }

    @Test
    void oneCallMayWaitForAModelWhereOthersDoNot() {
        pc.become(SimulatedFault.LOADING);
        assertThat(backend()).as("the hub answers meanwhile").isEqualTo("hub");
        ChatModel patient = engine.routed(
                Capability.CHAT,
                RequestOptions.builder().coldStart(ColdStart.WAIT).build());

        ChatReply reply = time.until(time.begin(() -> patient.send(QUESTION))).join();

        assertThat(reply.route().backend()).isEqualTo("pc");
        assertThat(pc.loads()).as("one load for both").isEqualTo(1);
        assertThat(backend()).as("it is warm now").isEqualTo("pc");
    }

    @Test
    void anIdleRouterSendsNothing() {
        backend();
        pc.become(SimulatedFault.REFUSED);
        backend();
        int before = pc.packets().size() + hub.packets().size();
        time.pass(Duration.ofHours(10));
        assertThat(pc.packets().size() + hub.packets().size()).isEqualTo(before);
        assertThat(time.timers()).isZero();
    }

    @Test
    void aRequestThatPassesOverADownBackendStartsALookAndDoesNotWaitForIt() {
        pc.become(SimulatedFault.REFUSED);
        backend();
        time.pass(Duration.ofSeconds(14));
        backend();
        assertThat(pc.packets()).as("too early").doesNotContain("probe");
        time.pass(Duration.ofSeconds(1));
        pc.become(SimulatedFault.NONE);
        assertThat(backend()).isEqualTo("hub");
        time.pass(Duration.ofSeconds(2));
        assertThat(pc.packets().stream().filter("probe"::equals))
                .as("two good ones")
                .hasSize(2);
        assertThat(backend()).isEqualTo("pc");
    }

    @Test
    void aSecondAttemptIsMadeWhenTheOnlyFailureWasPassing() {
        pc.become(SimulatedFault.CRASHED);
        hub.become(SimulatedFault.BUSY);
        CompletableFuture<ChatReply> reply = ask();
        time.pass(Duration.ofMillis(450));
        hub.become(SimulatedFault.NONE);
        ChatReply answer = time.until(reply).join();
        assertThat(answer.route().backend()).isEqualTo("hub");
        assertThat(answer.route().attempts()).hasSize(3);
    }

    @Test
    void anOutageDoesNotMultiplyRequests() {
        pc.become(SimulatedFault.BUSY);
        hub.become(SimulatedFault.BUSY);
        List<CompletableFuture<ChatReply>> replies = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            replies.add(ask());
        }
        for (CompletableFuture<ChatReply> reply : replies) {
            assertThatThrownBy(() -> time.until(reply).join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(AllBackendsFailedException.class);
        }
        long asked = pc.packets().stream().filter("chat"::equals).count()
                + hub.packets().stream().filter("chat"::equals).count();
        assertThat(asked).as("two backends, and a tenth once more").isLessThanOrEqualTo(2_000 + 103);
    }

    @Test
    void aCallersOwnDeadlineOrCancelSaysNothingAboutTheServer() {
        pc.become(SimulatedFault.SLOW);
        ChatModel hurried = engine.routed(
                Capability.CHAT,
                RequestOptions.builder().deadline(Duration.ofSeconds(1)).build());
        CompletableFuture<ChatReply> late = time.until(time.begin(() -> hurried.send(QUESTION)));
        assertThat(late).isCompletedExceptionally();
        assertThat(state()).isEqualTo(BackendState.UP);

        ChatStream stream = engine.routed(Capability.CHAT, RequestOptions.none()).stream(QUESTION);
        CompletableFuture<ChatReply> reading = time.begin(stream::reply);
        time.pass(Duration.ofSeconds(1));
        stream.close();
        assertThatThrownBy(() -> time.until(reading).join()).hasCauseInstanceOf(InferenceCancelledException.class);
        assertThat(state()).isEqualTo(BackendState.UP);
        assertThat(engine.members().get(0).places().taken()).isZero();
    }

    @Test
    void whoWaitsInARaceIsFreedByACancel() {
        pc.become(SimulatedFault.OFF);
        hub.become(SimulatedFault.OFF);
        ChatStream stream = engine.routed(Capability.CHAT, RequestOptions.none()).stream(QUESTION);
        CompletableFuture<ChatReply> reading = time.begin(stream::reply);
        time.pass(Duration.ofMillis(100));
        stream.close();
        assertThatThrownBy(() -> time.until(reading).join()).hasCauseInstanceOf(InferenceCancelledException.class);
        assertThat(time.elapsed()).isEqualTo(Duration.ofMillis(100));
        time.pass(Duration.ofSeconds(1));
    }

    @Test
    void oneCallMayWaitForAPlaceLessThanOthersDo() {
        engine.close();
        engine = engine(
                RoutingPolicy.builder().concurrency(1, Duration.ofMinutes(1)).build());
        pc.become(SimulatedFault.SLOW);
        CompletableFuture<ChatReply> first = ask();
        time.pass(Duration.ofSeconds(1));
        ChatModel hurried = engine.routed(
                Capability.CHAT,
                RequestOptions.builder().placeWait(Duration.ZERO).build());
        Duration begun = time.elapsed();

        ChatReply reply = time.until(time.begin(() -> hurried.send(QUESTION))).join();

        assertThat(reply.route().backend()).isEqualTo("hub");
        assertThat(time.elapsed().minus(begun)).isLessThan(Duration.ofSeconds(2));
        time.until(first).join();
    }

    @Test
    void oneSlowServerDoesNotTakeAllCallers() {
        int pool = 200;
        pc.become(SimulatedFault.SLOW);
        List<CompletableFuture<ChatReply>> replies = new ArrayList<>();
        for (int i = 0; i < pool; i++) {
            replies.add(ask());
        }
        time.pass(Duration.ofSeconds(8));
        List<String> done = replies.stream()
                .filter(CompletableFuture::isDone)
                .map(reply -> reply.join().route().backend())
                .toList();
        assertThat(done)
                .as("some wait for the slow one, the others were served")
                .containsOnly("hub")
                .hasSize(pool - RoutingPolicy.defaults().concurrency());
        replies.forEach(reply -> time.until(reply).join());
    }
}
