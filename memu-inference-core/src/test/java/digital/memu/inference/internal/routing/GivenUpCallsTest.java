package digital.memu.inference.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.backend.CallContext;
import digital.memu.inference.failure.AllBackendsFailedException;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.InferenceTimeoutException.Clock;
import digital.memu.inference.photo.Photo;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.route.Timeouts;
import digital.memu.inference.testing.FakeBackend;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that works on for nobody when a call is given up, and that its own work keeps from answering probes. */
class GivenUpCallsTest {

    private static final PhotoRequest PHOTO =
            PhotoRequest.of(Photo.of("a", new byte[] {1})).embedding("clip").build();
    private static final Duration FIRST_EVENT = Timeouts.defaults().firstEvent();

    private final ManualClock clock = new ManualClock();
    private final FakeBackend pc = FakeBackend.named("pc").build();
    private final Stubborn stubborn = new Stubborn(pc);
    private final FakeBackend hub = FakeBackend.named("hub").local().build();
    private final InferenceRouter router = InferenceRouter.builder()
            .backend(stubborn)
            .backend(hub)
            .policy(RoutingPolicy.builder().concurrency(8, Duration.ZERO).build())
            .time(clock)
            .build();

    /** One place; what was given up runs on for a minute. */
    private static final class Stubborn extends WrappedFake {
        private final CountDownLatch askedAtWork = new CountDownLatch(1);
        private volatile InferenceException probed =
                new InferenceTimeoutException(Clock.TOTAL, "http://pc", Duration.ZERO);

        Stubborn(FakeBackend fake) {
            super(fake);
        }

        @Override
        public OptionalInt concurrency() {
            return OptionalInt.of(1);
        }

        @Override
        public Duration runsOn(Duration after) {
            return Duration.ofMinutes(1);
        }

        @Override
        public void probe(CallContext context) {
            throw probed;
        }

        @Override
        public void probeAtWork(CallContext context) {
            askedAtWork.countDown();
        }
    }

    @AfterEach
    void close() {
        router.close();
    }

    private String backend() {
        return router.photos().analyze(PHOTO).route().backend();
    }

    @Test
    void aCallThatWasGivenUpKeepsItsPlaceUntilItWouldHaveEnded() {
        pc.failNext(new InferenceTimeoutException(Clock.FIRST_EVENT, "http://pc", Duration.ofMinutes(5)));
        assertThat(backend()).isEqualTo("hub");

        assertThat(router.photos().analyze(PHOTO).route().explain()).contains("busy: 1 calls run there");

        clock.advance(Duration.ofMinutes(1));
        assertThat(backend()).isEqualTo("pc");
    }

    @Test
    void aCallThatFailedThereDoesNot() {
        pc.failNext(new ConnectionException(
                ConnectionException.Kind.BROKEN_OFF, "http://pc", "answer", "the connection was reset", null));
        assertThat(backend()).isEqualTo("hub");

        assertThat(backend()).isEqualTo("pc");
    }

    @Test
    void norDoesACallThatNeverArrivedThere() {
        pc.failNext(new InferenceTimeoutException(Clock.UPLOAD, "http://pc", Duration.ofSeconds(30)));
        assertThat(backend()).isEqualTo("hub");

        assertThat(backend()).isEqualTo("pc");
    }

    @Test
    void aProbeWithoutAVerdictChangesNothing() {
        assertThat(backend()).isEqualTo("pc");

        router.refresh(Duration.ofSeconds(20));

        assertThat(router.status().backend("pc").orElseThrow().state()).isEqualTo(BackendState.UP);
    }

    @Test
    void whoIsSilentAtWorkIsAskedInItsOwnWay() throws Exception {
        pc.goSilent();
        hub.goOffline();
        // What a probe would say, which it could not answer now.
        stubborn.probed = new ConnectionException(
                ConnectionException.Kind.REFUSED, "http://pc", "connecting", "connection refused", null);
        var answer = router.async().photos().analyze(PHOTO);

        // Its watch, the clock of its first event, and its total.
        assertThat(clock.awaitTimers(3, Duration.ofSeconds(30))).isTrue();
        Duration step = Duration.ofSeconds(5);
        clock.advance(step);
        assertThat(stubborn.askedAtWork.await(30, TimeUnit.SECONDS)).isTrue();
        for (Duration waited = step; waited.compareTo(FIRST_EVENT) < 0; waited = waited.plus(step)) {
            clock.advance(step);
        }

        assertThatThrownBy(() -> answer.get(30, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        AllBackendsFailedException.class,
                        e -> assertThat(e.route().attempts().get(0).reason())
                                .as("waited for to the end, and not condemned")
                                .contains("no answer within"));
    }
}
