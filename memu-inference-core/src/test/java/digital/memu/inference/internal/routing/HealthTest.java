package digital.memu.inference.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.backend.Capability;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.embedding.EmbeddingModel;
import digital.memu.inference.embedding.EmbeddingRequest;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.ServerException;
import digital.memu.inference.route.Attempt.Outcome;
import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.testing.FakeBackend;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a backend that is down comes back: by a probe, by demand, ever more rarely. Probes run on the caller's thread here. */
class HealthTest {

    private final ManualClock clock = new ManualClock();
    private final FakeBackend pc = FakeBackend.named("pc").build();
    private final FakeBackend hub = FakeBackend.named("hub").local().build();
    private final Engine engine =
            new Engine(List.of(pc, hub), RoutingPolicy.defaults(), List.of(), clock, Runnable::run);
    private final ChatModel chat = engine.routed(Capability.CHAT, RequestOptions.none());

    private ChatReply ask() {
        return chat.send(ChatRequest.of("?"));
    }

    @Test
    void anIdleEngineSendsNothing() {
        pc.goOffline();
        ask();

        clock.advance(Duration.ofDays(1));

        assertThat(pc.probes()).isZero();
    }

    @Test
    void noProbeWithinFifteenSecondsOfTheLastLook() {
        pc.goOffline();
        ask();

        clock.advance(Duration.ofSeconds(14));
        ask();
        assertThat(pc.probes()).isZero();

        clock.advance(Duration.ofSeconds(1));
        ask();
        assertThat(pc.probes()).isEqualTo(1);
    }

    @Test
    void theProbeBringsItBackForTheNextRequestAndThisOneDoesNotWait() {
        pc.goOffline();
        ask();
        clock.advance(Duration.ofSeconds(15));
        pc.comeBack();

        ChatReply passing = ask();
        assertThat(passing.route().attempts().get(0).outcome()).isEqualTo(Outcome.SKIPPED);

        assertThat(ask().route().backend()).isEqualTo("pc");
    }

    @Test
    void looksBecomeRarerWhileItStaysDownUpToFiveMinutes() {
        pc.goOffline();
        ask();
        for (int seconds : new int[] {15, 30, 60, 120, 240, 300, 300}) {
            int before = pc.probes();
            clock.advance(Duration.ofSeconds(seconds - 1));
            ask();
            assertThat(pc.probes()).as("just before %d s", seconds).isEqualTo(before);
            clock.advance(Duration.ofSeconds(1));
            ask();
            assertThat(pc.probes()).as("at %d s", seconds).isEqualTo(before + 1);
        }
    }

    @Test
    void aProbeClosesAnOpenBreaker() {
        for (int i = 0; i < 3; i++) {
            pc.failNext(new ServerException("http://pc", 500, "", "", null));
            ask();
        }
        assertThat(ask().route().backend()).isEqualTo("hub");
        clock.advance(Duration.ofSeconds(15));
        ask();

        assertThat(ask().route().backend()).isEqualTo("pc");
    }

    @Test
    void aBreakerIsLookedAfterWhileOtherWorkGoesWell() {
        EmbeddingModel embeddings = engine.routed(Capability.EMBEDDING, RequestOptions.none());
        for (int i = 0; i < 3; i++) {
            pc.failNext(new ServerException("http://pc", 500, "out of memory", "", null));
            ask();
        }
        for (int i = 0; i < 2; i++) {
            clock.advance(Duration.ofSeconds(10));
            embeddings.embed(EmbeddingRequest.of("m", "a"));
            assertThat(ask().route().attempts().get(0).reason()).contains("out of memory");
        }

        assertThat(pc.probes()).isEqualTo(1);
        assertThat(ask().route().backend()).isEqualTo("pc");
    }

    @Test
    void manyRequestsThatMeetOneOutageDoNotDelayTheNextLook() {
        // All of them were under way when the machine went.
        Member member = new Member(pc, new Listeners(List.of()));
        for (int i = 0; i < 6; i++) {
            member.failed(Capability.CHAT, refused(), clock.nanoTime());
        }
        clock.advance(Duration.ofSeconds(15));

        assertThat(member.claimLook(Capability.CHAT, clock.nanoTime())).isTrue();
        assertThat(member.claimLook(Capability.CHAT, clock.nanoTime())).isFalse();
    }

    @Test
    void aSilentServerIsLookedAtEverMoreRarelyToo() {
        Member member = new Member(pc, new Listeners(List.of()));
        member.failed(Capability.CHAT, refused(), clock.nanoTime());
        pc.failNext(new InferenceTimeoutException(
                InferenceTimeoutException.Clock.FIRST_EVENT, "http://pc", Duration.ofSeconds(5)));
        Prober prober = new Prober(clock, RoutingPolicy.defaults(), Runnable::run);
        clock.advance(Duration.ofSeconds(15));
        prober.passedOver(member, Capability.CHAT);
        assertThat(pc.probes()).isEqualTo(1);

        clock.advance(Duration.ofSeconds(29));
        prober.passedOver(member, Capability.CHAT);
        assertThat(pc.probes()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        prober.passedOver(member, Capability.CHAT);
        assertThat(pc.probes()).isEqualTo(2);
    }

    private static ConnectionException refused() {
        return new ConnectionException(ConnectionException.Kind.REFUSED, "http://pc", "connect", "refused", null);
    }
}
