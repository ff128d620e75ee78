package digital.memu.inference.immich;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.immich.testing.Fault;
import digital.memu.inference.immich.testing.ImmichMlSimulator;
import digital.memu.inference.immich.testing.ImmichMlSimulatorBuilder;
import digital.memu.inference.immich.testing.SimulatedMlModel;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.InferenceListener;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A service that loads, starts anew, or works for nobody is silent to a ping, and not dead. */
class ServiceAtWorkTest {

    private static final String CLIP = "ViT-B-32__openai";
    private static final Duration LONG = Duration.ofMinutes(1);

    /** A day where nothing is waited for: this machine may be slow. */
    private static final RoutingPolicy POLICY = RoutingPolicy.builder()
            .concurrency(256, Duration.ZERO)
            .timeouts(t -> t.resolve(Duration.ofDays(1))
                    .connect(Duration.ofDays(1))
                    .upload(Duration.ofDays(1))
                    .stall(Duration.ofDays(1))
                    .firstEvent(Duration.ofDays(1))
                    .total(Duration.ofDays(1)))
            .build();

    private final ManualClock clock = new ManualClock();

    /** An attempt on the PC has ended without an answer, with all that follows from it. */
    private final CountDownLatch givenUp = new CountDownLatch(1);

    private ImmichMlSimulator pc;
    private ImmichMlSimulator hub;
    private InferenceRouter router;

    private void start(ImmichMlSimulatorBuilder external, boolean withHub) {
        pc = external.build();
        InferenceRouter.Builder builder = InferenceRouter.builder()
                .backend(ImmichMlBackend.at(pc.url()).named("pc").build())
                .policy(POLICY)
                .listener(new InferenceListener() {
                    @Override
                    public void attemptEnded(String capability, Attempt attempt) {
                        if (attempt.backend().equals("pc") && attempt.outcome() == Attempt.Outcome.FAILED) {
                            givenUp.countDown();
                        }
                    }
                })
                .time(clock);
        if (withHub) {
            hub = ImmichMlSimulator.builder().build();
            builder.backend(ImmichMlBackend.at(hub.url()).named("hub").local().build());
        }
        router = builder.build();
    }

    @AfterEach
    void close() {
        router.close();
        pc.close();
        if (hub != null) {
            hub.close();
        }
    }

    private CompletableFuture<PhotoAnalysis> begin(int number) {
        return router.async()
                .photos()
                .analyze(PhotoRequest.of(Pictures.photo(number)).embedding(CLIP).build());
    }

    /** Of faces there is no calibration, which would take a place, too. */
    private CompletableFuture<PhotoAnalysis> beginFaces(int number) {
        return router.async()
                .photos()
                .analyze(PhotoRequest.of(Pictures.photo(number))
                        .faces("buffalo_l")
                        .build());
    }

    private String backend(int number) throws Exception {
        return by(begin(number));
    }

    private static String by(CompletableFuture<PhotoAnalysis> answer) throws Exception {
        return answer.get(LONG.toSeconds(), TimeUnit.SECONDS).route().backend();
    }

    private BackendState state() {
        return router.status().backend("pc").orElseThrow().state();
    }

    /** Lets time pass as a watch sees it: a timer for the next look, and the look itself on another thread. */
    private void pass(int looks) throws InterruptedException {
        for (int i = 0; i < looks; i++) {
            assertThat(clock.awaitTimers(1, LONG)).isTrue();
            clock.advance(Duration.ofSeconds(2));
        }
    }

    @Test
    void aLoadThatSilencesEvenPingsIsWaitedForWhereNobodyElseIs() throws Exception {
        start(
                ImmichMlSimulator.builder()
                        .model(SimulatedMlModel.clip(CLIP, 512).cold().build()),
                false);
        pc.holdLoads();
        CompletableFuture<PhotoAnalysis> answer = begin(1);
        assertThat(pc.awaitLoads(1, LONG)).isTrue();

        pass(20);
        assertThat(answer).as("forty seconds later").isNotDone();
        assertThat(pc.requests("/ping"))
                .as("no ping is asked for a verdict on it")
                .isEmpty();

        pc.releaseLoads();
        assertThat(by(answer)).isEqualTo("pc");
    }

    /** Frozen or loading: that cannot be told apart, and a load goes on without its request. */
    @Test
    void aSilentServiceIsWaitedForThirtySecondsWhereAnotherCouldAnswer() throws Exception {
        start(
                ImmichMlSimulator.builder()
                        .model(SimulatedMlModel.clip(CLIP, 512).cold().build()),
                true);
        pc.holdLoads();
        CompletableFuture<PhotoAnalysis> answer = begin(1);
        assertThat(pc.awaitLoads(1, LONG)).isTrue();

        pass(14);
        assertThat(answer).as("twenty-eight seconds later").isNotDone();
        for (int i = 0; i < 500 && !isDone(answer); i++) {
            clock.advance(Duration.ofSeconds(2));
        }
        assertThat(by(answer)).isEqualTo("hub");

        pc.releaseLoads();
        assertThat(by(begin(2))).as("the load went on").isEqualTo("pc");
    }

    @Test
    void aThirdRequestGoesElsewhereAndAGivenUpOneKeepsItsPlace() throws Exception {
        start(ImmichMlSimulator.builder().requestThreads(4), true);
        pc.holdRuns();
        CompletableFuture<PhotoAnalysis> slow = beginFaces(1);
        assertThat(pc.awaitRuns(1, LONG)).isTrue();
        clock.advance(Duration.ofSeconds(1));
        pc.releaseRuns();
        assertThat(by(slow)).isEqualTo("pc");
        pc.holdRuns();
        CompletableFuture<PhotoAnalysis> first = beginFaces(2);
        CompletableFuture<PhotoAnalysis> second = beginFaces(3);
        assertThat(pc.awaitRequests(3, LONG)).isTrue();

        assertThat(by(beginFaces(4))).as("both places are taken").isEqualTo("hub");

        first.cancel(true);
        assertThat(pc.awaitOpenConnections(1, LONG)).isTrue();
        assertThat(givenUp.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(by(beginFaces(5)))
                .as("the one that was given up runs on there")
                .isEqualTo("hub");

        clock.advance(Duration.ofSeconds(1));
        CompletableFuture<PhotoAnalysis> next = beginFaces(6);
        assertThat(pc.awaitRequests(4, LONG)).as("its place is free").isTrue();
        pc.releaseRuns();
        assertThat(by(second)).isEqualTo("pc");
        assertThat(by(next)).isEqualTo("pc");
    }

    @Test
    void aKilledWorkerIsWaitedForWhereNobodyElseIs() throws Exception {
        start(ImmichMlSimulator.builder(), false);
        assertThat(backend(1)).isEqualTo("pc");
        pc.next(Fault.hangUp());
        CompletableFuture<PhotoAnalysis> answer = begin(2);

        for (int i = 0; i < 500 && !isDone(answer); i++) {
            // The pause before the second attempt; all else has a day.
            clock.advance(Duration.ofMillis(700));
        }

        assertThat(by(answer)).isEqualTo("pc");
        assertThat(answer.get().route().attempts()).hasSize(2);
    }

    private static boolean isDone(CompletableFuture<?> answer) throws Exception {
        try {
            answer.get(50, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    @Test
    void aRequestWaitsForAnIdleRestart() throws Exception {
        start(ImmichMlSimulator.builder(), true);
        assertThat(by(beginFaces(1))).isEqualTo("pc");
        pc.holdBoots();
        pc.idleRestart();
        CompletableFuture<PhotoAnalysis> answer = beginFaces(2);

        pass(5);
        assertThat(answer).as("ten seconds later").isNotDone();

        pc.releaseBoots();
        assertThat(by(answer)).isEqualTo("pc");
        assertThat(state()).isEqualTo(BackendState.UP);
        assertThat(hub.requests()).isEmpty();
    }
}
