package digital.memu.inference.immich.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Loading, running, waiting, dying. */
class WorkerTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final byte[] PHOTO = Requests.picture("image-jpeg");
    private static final byte[] CLIP = Requests.image(Requests.CLIP, PHOTO);
    private static final byte[] FACES = Requests.image(Requests.faces(0.7), PHOTO);
    private static final byte[] PING = Requests.get("/ping");
    private static final byte[] BAD = Requests.image(Requests.CLIP, new byte[] {1});

    private static ImmichMlSimulatorBuilder cold(Generation generation) {
        return ImmichMlSimulator.builder()
                .generation(generation)
                .model(SimulatedMlModel.clip("ViT-B-32__openai", 512).cold().build())
                .model(SimulatedMlModel.faces("buffalo_l").cold().build());
    }

    // Loading

    @Test
    void knownModelsAreLoadedAndThoseWithALoadTimeAreNot() throws IOException {
        try (ImmichMlSimulator ml = ImmichMlSimulator.builder()
                .model(SimulatedMlModel.faces("buffalo_l")
                        .loadTime(Duration.ofMillis(1))
                        .build())
                .build()) {
            RawClient.predict(ml, CLIP);
            assertThat(ml.loadsStarted()).isZero();
            RawClient.predict(ml, FACES);
            RawClient.predict(ml, FACES);
            assertThat(ml.loadsFinished()).isEqualTo(2);
            ml.unload("buffalo_l");
            RawClient.predict(ml, FACES);
            assertThat(ml.loadsFinished()).isEqualTo(4);
            assertThat(ml.runsFinished()).isEqualTo(7);
        }
    }

    @Test
    void lenientServiceAnswersNothingWhileAModelLoads() throws IOException {
        try (ImmichMlSimulator ml = cold(Generation.LENIENT).build();
                RawClient loading = new RawClient(ml);
                RawClient other = new RawClient(ml)) {
            ml.holdLoads();
            loading.send(CLIP);
            assertThat(ml.awaitLoads(1, LIMIT)).isTrue();
            other.send(PING);
            assertThat(ml.awaitRequests(2, LIMIT)).isTrue();
            assertThat(other.isSilent()).isTrue();
            ml.releaseLoads();
            assertThat(other.answer().text()).isEqualTo("pong");
            assertThat(loading.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void pingDuringALoadIsAnsweredByAStrictServiceOrWhereSetSo() throws IOException {
        try (ImmichMlSimulator strict = cold(Generation.STRICT).build();
                ImmichMlSimulator set =
                        cold(Generation.LENIENT).pingDuringLoad(true).build()) {
            for (ImmichMlSimulator ml : new ImmichMlSimulator[] {strict, set}) {
                ml.holdLoads();
                try (RawClient loading = new RawClient(ml)) {
                    loading.send(CLIP);
                    assertThat(ml.awaitLoads(1, LIMIT)).isTrue();
                    assertThat(RawClient.get(ml, "/ping").text()).isEqualTo("pong");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void modelsAreLoadedOneByOneUpToTheStrictGeneration(Generation generation) throws IOException {
        try (ImmichMlSimulator ml = cold(generation).pingDuringLoad(true).build();
                RawClient one = new RawClient(ml);
                RawClient two = new RawClient(ml);
                RawClient three = new RawClient(ml)) {
            ml.holdLoads();
            one.send(CLIP);
            assertThat(ml.awaitLoads(1, LIMIT)).isTrue();
            two.send(CLIP);
            three.send(FACES);
            if (generation == Generation.STRICT) {
                assertThat(ml.awaitLoads(2, LIMIT)).isTrue();
            } else {
                assertThat(ml.awaitRequests(3, LIMIT)).isTrue();
            }
            assertThat(three.isSilent()).isTrue();
            assertThat(ml.loadsStarted()).isEqualTo(generation == Generation.STRICT ? 2 : 1);
            ml.releaseLoads();
            assertThat(one.answer().text()).isEqualTo(two.answer().text());
            assertThat(three.answer().status()).isEqualTo(200);
            assertThat(ml.loadsFinished()).isEqualTo(3);
        }
    }

    @Test
    void loadGoesOnWhenItsClientHangsUp() throws IOException {
        try (ImmichMlSimulator ml = cold(Generation.LENIENT).build()) {
            ml.holdLoads();
            try (RawClient loading = new RawClient(ml)) {
                loading.send(CLIP);
                assertThat(ml.awaitLoads(1, LIMIT)).isTrue();
            }
            assertThat(ml.awaitOpenConnections(0, LIMIT)).isTrue();
            ml.releaseLoads();
            assertThat(ml.awaitRunsFinished(1, LIMIT)).isTrue();
            RawClient.predict(ml, CLIP);
            assertThat(ml.loadsStarted()).isEqualTo(1);
        }
    }

    @Test
    void modelThatCannotBeLoadedIsTriedAgainAfterItWasForgotten() throws IOException {
        try (ImmichMlSimulator ml = ImmichMlSimulator.builder()
                .model(SimulatedMlModel.clip("ViT-B-32__openai", 512)
                        .notLoadable()
                        .build())
                .build()) {
            assertThat(RawClient.predict(ml, CLIP).text()).isEqualTo("Internal Server Error");
            assertThat(RawClient.predict(ml, CLIP).text()).contains("Failed to load model 'ViT-B-32__openai'");
            ml.unload("ViT-B-32__openai");
            assertThat(RawClient.predict(ml, CLIP).text()).isEqualTo("Internal Server Error");
            assertThat(ml.loadsFinished()).isEqualTo(2);
            ml.install(SimulatedMlModel.clip("ViT-B-32__openai", 512).build());
            assertThat(RawClient.predict(ml, CLIP).status()).isEqualTo(200);
        }
    }

    @Test
    void modelIsLookedUpByItsCleanedName() throws IOException {
        try (ImmichMlSimulator ml = ImmichMlSimulator.builder()
                .model(SimulatedMlModel.clip("owner/my:model.v1", 4).build())
                .build()) {
            String entries = Requests.CLIP.replace("ViT-B-32__openai", "my_modelv1");
            assertThat(RawClient.predict(ml, Requests.image(entries, PHOTO)).status())
                    .isEqualTo(200);
            assertThat(ml.loadsStarted()).isZero();
        }
    }

    // Running

    @Test
    void runGoesOnWhenItsClientHangsUpAndTheNextWaitsForIt() throws IOException {
        try (ImmichMlSimulator ml =
                        ImmichMlSimulator.builder().requestThreads(1).build();
                RawClient next = new RawClient(ml)) {
            ml.holdRuns();
            try (RawClient first = new RawClient(ml)) {
                first.send(CLIP);
                assertThat(ml.awaitRuns(1, LIMIT)).isTrue();
            }
            assertThat(ml.awaitOpenConnections(1, LIMIT)).isTrue();
            next.send(CLIP);
            assertThat(ml.awaitRequests(2, LIMIT)).isTrue();
            assertThat(next.isSilent()).isTrue();
            assertThat(ml.runsStarted()).isEqualTo(1);
            assertThat(ml.runsFinished()).isZero();
            // what takes no thread is answered meanwhile
            assertThat(RawClient.get(ml, "/ping").text()).isEqualTo("pong");
            assertThat(RawClient.predict(ml, Requests.text(Requests.NOTHING, "x"))
                            .text())
                    .isEqualTo("{}");
            ml.releaseRuns();
            assertThat(next.answer().status()).isEqualTo(200);
            assertThat(ml.runsFinished()).isEqualTo(2);
        }
    }

    @Test
    void modelsOfOneRequestRunSideBySide() throws IOException {
        String both = Requests.CLIP.substring(0, Requests.CLIP.length() - 1) + ","
                + Requests.ocr(0.5, 736, 0.8).substring(1);
        try (ImmichMlSimulator ml = ImmichMlSimulator.builder().build();
                RawClient client = new RawClient(ml)) {
            ml.holdRuns();
            client.send(Requests.image(both, PHOTO));
            assertThat(ml.awaitRuns(2, LIMIT)).isTrue();
            ml.releaseRuns();
            assertThat(client.answer().text()).startsWith("{\"clip\":\"[").contains("]\",\"ocr\":{\"box\":[]");
            assertThat(ml.runsFinished()).isEqualTo(3);
        }
    }

    @Test
    void runsTakeTheirTime() throws IOException {
        Duration time = Duration.ofMillis(40);
        try (ImmichMlSimulator ml = ImmichMlSimulator.builder()
                .runTime(time)
                .model(SimulatedMlModel.faces("buffalo_l")
                        .runTime(Duration.ZERO)
                        .build())
                .build()) {
            long start = System.nanoTime();
            RawClient.predict(ml, CLIP);
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(time.toNanos());
            RawClient.predict(ml, FACES);
            assertThat(ml.runsFinished()).isEqualTo(3);
        }
    }

    // Freezing, dying, restarting

    @Test
    void frozenServiceAcceptsAndAnswersNothing() throws IOException {
        try (ImmichMlSimulator ml = ImmichMlSimulator.builder().build()) {
            ml.freeze();
            try (RawClient client = new RawClient(ml)) {
                client.send(PING);
                assertThat(ml.awaitRequests(1, LIMIT)).isTrue();
                assertThat(client.isSilent()).isTrue();
                ml.thaw();
                assertThat(client.answer().text()).isEqualTo("pong");
            }
        }
    }

    @Test
    void killedWorkerEndsItsConnectionsWithoutAByteAndTheNextAnswersNewOnes() throws IOException {
        try (ImmichMlSimulator ml = ImmichMlSimulator.builder().build();
                RawClient working = new RawClient(ml);
                RawClient idle = new RawClient(ml)) {
            idle.send(PING).answer();
            ml.holdRuns();
            ml.holdBoots();
            working.send(CLIP);
            assertThat(ml.awaitRuns(1, LIMIT)).isTrue();
            ml.killWorker();
            assertThat(working.isAtEnd()).isTrue();
            assertThat(idle.isAtEnd()).isTrue();
            try (RawClient next = new RawClient(ml)) {
                next.send(CLIP);
                assertThat(ml.awaitRequests(3, LIMIT)).isTrue();
                assertThat(next.isSilent()).isTrue();
                ml.releaseRuns();
                ml.releaseBoots();
                assertThat(next.answer().status()).isEqualTo(200);
            }
            assertThat(ml.loadsFinished()).isEqualTo(1);
            assertThat(ml.runsFinished()).isEqualTo(1);
        }
    }

    @Test
    void idleRestartFinishesWhatRunsAndLetsNewConnectionsWait() throws IOException {
        try (ImmichMlSimulator ml = ImmichMlSimulator.builder()
                        .bootTime(Duration.ofMillis(1))
                        .keepAlive(LONG)
                        .build();
                RawClient working = new RawClient(ml);
                RawClient idle = new RawClient(ml)) {
            idle.send(PING).answer();
            ml.holdRuns();
            working.send(CLIP);
            assertThat(ml.awaitRuns(1, LIMIT)).isTrue();
            ml.holdBoots();
            ml.idleRestart();
            assertThat(idle.isAtEnd()).isTrue();
            try (RawClient next = new RawClient(ml)) {
                next.send(PING);
                assertThat(next.isSilent()).isTrue();
                ml.releaseRuns();
                assertThat(working.answer().status()).isEqualTo(200);
                assertThat(working.isAtEnd()).isTrue();
                ml.releaseBoots();
                assertThat(next.answer().text()).isEqualTo("pong");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void plain500StopsEverythingForAWhile(Generation generation) throws IOException {
        try (ImmichMlSimulator ml = ImmichMlSimulator.builder()
                        .generation(generation)
                        .errorPause(LONG)
                        .build();
                RawClient bad = new RawClient(ml);
                RawClient other = new RawClient(ml)) {
            assertThat(bad.send(BAD).answer().status()).isEqualTo(500);
            other.send(PING);
            assertThat(ml.awaitRequests(2, LIMIT)).isTrue();
            assertThat(other.isSilent()).isTrue();
            // the newer service hangs up when the error is logged, the older one before
            if (generation == Generation.STRICT) {
                assertThat(bad.isSilent()).isTrue();
            } else {
                assertThat(bad.isAtEnd()).isTrue();
            }
        }
    }

    @Test
    void pausesAfterErrorsComeOneAfterTheOtherAndEnd() throws IOException {
        Duration pause = Duration.ofMillis(20);
        try (ImmichMlSimulator ml =
                        ImmichMlSimulator.builder().errorPause(pause).build();
                RawClient one = new RawClient(ml);
                RawClient two = new RawClient(ml)) {
            long start = System.nanoTime();
            one.send(BAD);
            two.send(BAD);
            assertThat(one.answer().status()).isEqualTo(two.answer().status()).isEqualTo(500);
            assertThat(RawClient.get(ml, "/ping").text()).isEqualTo("pong");
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(2 * pause.toNanos());
        }
    }
}
