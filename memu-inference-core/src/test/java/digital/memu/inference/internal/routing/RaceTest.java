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
import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.route.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
        return new Engine(List.of(pc, hub), policy, List.of(), time, time);
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
        return engine.explain(Capability.CHAT, RequestOptions.none())
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
    void oneSlowServerDoesNotTakeAllCallers() {
        engine.close();
        engine = engine(
                RoutingPolicy.builder().concurrency(2, Duration.ofSeconds(2)).build());
        pc.become(SimulatedFault.SLOW);
        List<CompletableFuture<ChatReply>> replies = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            replies.add(ask());
        }
        time.pass(Duration.ofSeconds(8));
        List<String> done = replies.stream()
                .filter(CompletableFuture::isDone)
                .map(reply -> reply.join().route().backend())
                .toList();
        assertThat(done)
                .as("two wait for the slow one, the others were served")
                .containsOnly("hub")
                .hasSize(4);
        replies.forEach(reply -> time.until(reply).join());
    }
}
