package digital.memu.inference.immich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.MisconfiguredException;
import digital.memu.inference.failure.UndecidedException;
import digital.memu.inference.immich.testing.Fault;
import digital.memu.inference.immich.testing.ImmichMlSimulator;
import digital.memu.inference.internal.http.Transport;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.photo.PhotoModel;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.photo.PhotoTextRequest;
import digital.memu.inference.photo.TextEmbedding;
import digital.memu.inference.route.HostAddress;
import digital.memu.inference.route.Tier;
import digital.memu.inference.route.Timeouts;
import digital.memu.inference.route.Zone;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often, and how patiently, a service is pinged before it counts as gone. */
class LivenessTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration PING = Duration.ofSeconds(2);

    private final ManualClock clock = new ManualClock();
    private final ImmichMlSimulator service = ImmichMlSimulator.builder().build();
    private final ImmichMlServer server = new ImmichMlServer(
            "pc",
            Tier.EXTERNAL,
            new Transport(List.of(HostAddress.parse(service.url())), Map.of()),
            Thresholds.defaults());
    private final Workload workload = new Workload();
    private final CallContext context = new CallContext(
            clock,
            Timeouts.builder()
                    .resolve(Duration.ofDays(1))
                    .connect(Duration.ofDays(1))
                    .firstEvent(PING)
                    .build(),
            Set.of(Zone.THIS_DEVICE),
            Long.MAX_VALUE,
            false);

    @AfterEach
    void close() {
        server.close();
        service.close();
    }

    private CompletableFuture<Void> probe() {
        return CompletableFuture.runAsync(() -> new Liveness(server, workload).probe(context));
    }

    /** The ping has arrived, and nobody answers. */
    private void miss(int number) {
        assertThat(service.awaitRequests(number, LONG)).isTrue();
        clock.advance(PING);
    }

    private void pause() throws InterruptedException {
        assertThat(service.awaitOpenConnections(0, LONG)).isTrue();
        assertThat(clock.awaitTimers(1, LONG)).isTrue();
        clock.advance(Duration.ofMillis(7_500));
    }

    @Test
    void oneAnswerIsEnough() throws Exception {
        probe().get(20, TimeUnit.SECONDS);

        assertThat(service.requests("/ping")).hasSize(1);
    }

    @Test
    void twoMissesAreAStart() throws Exception {
        service.freeze();
        CompletableFuture<Void> probe = probe();
        miss(1);
        pause();
        miss(2);
        assertThat(probe).isNotDone();
        service.thaw();
        pause();

        probe.get(20, TimeUnit.SECONDS);
        assertThat(service.requests("/ping")).hasSize(3);
    }

    @Test
    void threeAreAnOutage() throws Exception {
        service.freeze();
        CompletableFuture<Void> probe = probe();
        miss(1);
        pause();
        miss(2);
        pause();
        miss(3);

        assertThatThrownBy(() -> probe.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(InferenceTimeoutException.class);
        assertThat(clock.nanoTime()).isGreaterThan(Duration.ofSeconds(15).toNanos());
        assertThat(clock.timers()).isZero();
    }

    @Test
    void whileItWorksForUsAMissSaysNothing() {
        service.freeze();
        workload.begins();
        CompletableFuture<Void> probe = probe();
        miss(1);

        assertThatThrownBy(() -> probe.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(UndecidedException.class);
    }

    @Test
    void norDoesTheLastOneIfTheWorkBeganMeanwhile() throws Exception {
        service.freeze();
        CompletableFuture<Void> probe = probe();
        miss(1);
        pause();
        miss(2);
        pause();
        workload.begins();
        miss(3);

        assertThatThrownBy(() -> probe.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(UndecidedException.class);
    }

    @Test
    void norDoesItWhileWhatWasGivenUpRunsOn() {
        service.freeze();
        workload.begins();
        workload.givenUp(Duration.ofSeconds(1), clock);
        CompletableFuture<Void> probe = probe();
        miss(1);

        assertThatThrownBy(() -> probe.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(UndecidedException.class);
    }

    @Test
    void whoIsNotThereIsAskedOnce() {
        service.offline();

        assertThatThrownBy(() -> probe().get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(ConnectionException.class);
    }

    @Test
    void anotherServiceIsToldAtOnce() {
        service.next("/ping", Fault.loginPage());

        assertThatThrownBy(() -> probe().get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(MisconfiguredException.class);
    }

    @Test
    void whoWaitsForTheNextPingCanBeFreed() throws Exception {
        service.freeze();
        CompletableFuture<Void> probe = probe();
        miss(1);
        assertThat(service.awaitOpenConnections(0, LONG)).isTrue();
        assertThat(clock.awaitTimers(1, LONG)).isTrue();
        context.cancel();

        assertThatThrownBy(() -> probe.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(InferenceCancelledException.class);
        assertThat(clock.timers()).isZero();
    }

    @Test
    void aGivenUpRequestRunsAsLongAsTheSlowestOfLate() {
        assertThat(workload.runsOn(Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(25));
        workload.begins();
        workload.answered(Duration.ofSeconds(4));
        workload.begins();
        workload.answered(Duration.ofSeconds(2));

        assertThat(workload.runsOn(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(3));
        assertThat(workload.runsOn(Duration.ofSeconds(10)))
                .as("it waits for something")
                .isEqualTo(Duration.ofSeconds(10));
        assertThat(workload.runsOn(Duration.ofMinutes(9))).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aRequestThatNeverArrivedWholeIsNotWorkedOn() {
        PhotoModel stuck = new PhotoModel() {
            @Override
            public PhotoAnalysis analyze(PhotoRequest request) {
                throw new InferenceTimeoutException(
                        InferenceTimeoutException.Clock.UPLOAD, service.url(), Duration.ofSeconds(30));
            }

            @Override
            public TextEmbedding embedText(PhotoTextRequest request) {
                throw new AssertionError();
            }
        };
        PhotoModel counted = new CountedPhotos(stuck, workload, clock);

        assertThatThrownBy(() ->
                        counted.analyze(PhotoRequest.of(new byte[1]).faces("m").build()))
                .isInstanceOf(InferenceTimeoutException.class);
        assertThat(workload.isAtWork(clock)).isFalse();
    }

    @Test
    void theLoadIsCountedUntilItWouldHaveEnded() {
        workload.begins();
        assertThat(workload.isAtWork(clock)).isTrue();
        workload.givenUp(Duration.ofSeconds(10), clock);

        clock.advance(Duration.ofSeconds(19));
        assertThat(workload.isAtWork(clock)).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(workload.isAtWork(clock)).isFalse();
    }
}
