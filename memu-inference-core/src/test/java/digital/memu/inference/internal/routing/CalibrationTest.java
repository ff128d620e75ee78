package digital.memu.inference.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.failure.AllBackendsFailedException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.MisconfiguredException;
import digital.memu.inference.failure.UnprocessablePhotoException;
import digital.memu.inference.photo.Face;
import digital.memu.inference.photo.Photo;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.photo.PhotoModel;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.photo.PhotoTextRequest;
import digital.memu.inference.photo.Region;
import digital.memu.inference.photo.TextEmbedding;
import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.EmbeddingVector;
import digital.memu.inference.route.InferenceListener;
import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.route.Route;
import digital.memu.inference.testing.FakeBackend;
import digital.memu.inference.testing.ManualClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whether two servers make the same vectors is found out when it costs nothing, and told with every vector. */
class CalibrationTest {

    private static final PhotoRequest PHOTO = PhotoRequest.of(Photo.of("holiday.jpg", new byte[] {1}))
            .embedding("clip")
            .build();
    private static final RequestOptions STRICT =
            RequestOptions.builder().calibratedOnly().build();

    private final Server pcServer = new Server(1);
    private final FakeBackend pc =
            FakeBackend.named("pc").offering(Capability.PHOTOS, pcServer).build();
    private final ManualClock clock = new ManualClock();
    private final BlockingQueue<String> disagreements = new LinkedBlockingQueue<>();
    private InferenceRouter router;

    /** Makes the same vector of everything, in a direction of its own, and tells what it was asked. */
    private static final class Server implements PhotoModel {
        private final float direction;
        private volatile String failsOn = "";
        private volatile @Nullable InferenceException fails;
        private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

        Server(float direction) {
            this.direction = direction;
        }

        @Override
        public PhotoAnalysis analyze(PhotoRequest request) {
            asked.add(request.photo().name());
            InferenceException failure = fails;
            if (failure != null) {
                throw failure;
            }
            if (failsOn.equals(request.photo().name())) {
                throw UnprocessablePhotoException.failedOn("http://server", failsOn, "HTTP 500", "Look at it.");
            }
            Region region = Region.ofFractions(4, 3, Collections.nCopies(4, new Region.Point(0, 0)));
            return PhotoAnalysis.builder(4, 3)
                    .embedding(vector())
                    .face(Face.of(region, 0.9, vector()))
                    .build();
        }

        @Override
        public TextEmbedding embedText(PhotoTextRequest request) {
            asked.add("text");
            return TextEmbedding.of(vector(), Route.of(List.of()));
        }

        private EmbeddingVector vector() {
            return EmbeddingVector.of("clip", new float[] {1, direction});
        }

        void awaitAsked(String name) throws InterruptedException {
            assertThat(asked.poll(30, TimeUnit.SECONDS)).isEqualTo(name);
        }
    }

    private Server withHub(float direction) {
        Server hub = new Server(direction);
        router = InferenceRouter.builder()
                .backend(pc)
                .backend(FakeBackend.named("hub")
                        .local()
                        .offering(Capability.PHOTOS, hub)
                        .build())
                .time(clock)
                .listener(new InferenceListener() {
                    @Override
                    public void vectorsDisagree(String backend, String other, String model) {
                        disagreements.add(backend + " " + other + " " + model);
                    }
                })
                .build();
        return hub;
    }

    @AfterEach
    void close() {
        if (router != null) {
            router.close();
        }
    }

    private boolean isCalibrated() {
        PhotoAnalysis found = router.photos().analyze(PHOTO);
        return found.embedding().orElseThrow().calibrated();
    }

    /** Until what runs in the background has been noted, a few answers may still say no. */
    private void awaitCalibrated() {
        long end = System.currentTimeMillis() + 30_000;
        while (!isCalibrated()) {
            assertThat(System.currentTimeMillis()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void whoIsAloneNeedsNoComparison() {
        router = InferenceRouter.builder().backend(pc).build();

        assertThat(isCalibrated()).isTrue();
        assertThat(pcServer.asked).containsExactly("holiday.jpg");
    }

    @Test
    void ofFacesOnlyWhoIsAloneIsKnownToAgree() {
        withHub(1);
        assertThat(areFacesCalibrated()).isFalse();
        router.close();

        router = InferenceRouter.builder()
                .backend(FakeBackend.named("alone")
                        .offering(Capability.PHOTOS, new Server(1))
                        .build())
                .build();
        assertThat(areFacesCalibrated()).isTrue();
    }

    private boolean areFacesCalibrated() {
        return router.photos().analyze(PHOTO).faces().get(0).embedding().calibrated();
    }

    @Test
    void serversThatAgreeAreKnownToWhenBothHaveWorked() throws Exception {
        Server hub = withHub(1.05f);
        assertThat(isCalibrated()).isFalse();
        pcServer.awaitAsked("holiday.jpg");
        pcServer.awaitAsked("calibration.png");
        assertThat(hub.asked).as("nothing is loaded there for the comparison").isEmpty();
        pc.goOffline();

        assertThat(isCalibrated()).isFalse();
        hub.awaitAsked("holiday.jpg");
        hub.awaitAsked("calibration.png");
        awaitCalibrated();

        // Whoever comes back is compared anew, so that an update there is noticed.
        pcServer.asked.clear();
        pc.comeBack();
        refresh();
        assertThat(isCalibrated()).isFalse();
        pcServer.awaitAsked("holiday.jpg");
        pcServer.awaitAsked("calibration.png");
        awaitCalibrated();
        assertThat(disagreements).isEmpty();
    }

    /** Two good probes, one dwell apart. */
    private void refresh() throws Exception {
        CompletableFuture<Void> asked = CompletableFuture.runAsync(() -> router.refresh(Duration.ofMinutes(1)));
        // The caller's limit and the second probe.
        assertThat(clock.awaitTimers(2, Duration.ofSeconds(30))).isTrue();
        clock.advance(Duration.ofSeconds(1));
        asked.get(30, TimeUnit.SECONDS);
    }

    /** Nobody asks an idle server, which may be updated meanwhile and never be seen to be away. */
    @Test
    void whoWasNotSeenForAWhileIsComparedAnew() throws Exception {
        Server hub = withHub(1);
        router.photos().analyze(PHOTO);
        pcServer.awaitAsked("holiday.jpg");
        pcServer.awaitAsked("calibration.png");
        router.with(RequestOptions.builder().onlyLocal().build()).photos().analyze(PHOTO);
        hub.awaitAsked("holiday.jpg");
        hub.awaitAsked("calibration.png");
        awaitCalibrated();

        clock.advance(Duration.ofMinutes(9));
        assertThat(isCalibrated()).isTrue();
        pcServer.asked.clear();
        clock.advance(Duration.ofMinutes(10));

        assertThat(isCalibrated()).isFalse();
        pcServer.awaitAsked("holiday.jpg");
        pcServer.awaitAsked("calibration.png");
        awaitCalibrated();
    }

    @Test
    void strictlyWhoWasNotSeenForAWhileIsComparedBeforeItStandsInAgain() throws Exception {
        Server hub = withHub(1);
        router.photos().analyze(PHOTO);
        pcServer.awaitAsked("holiday.jpg");
        pcServer.awaitAsked("calibration.png");
        router.pause("pc", Duration.ofDays(1));
        awaitStrict();
        hub.asked.clear();
        clock.advance(Duration.ofMinutes(10));

        assertThat(awaitStrict().embedding().orElseThrow().calibrated()).isTrue();
        assertThat(hub.asked).containsExactly("calibration.png", "holiday.jpg");
    }

    @Test
    void soIsWhoWasSetUpWronglyMeanwhile() throws Exception {
        Server hub = withHub(1);
        router.photos().analyze(PHOTO);
        pcServer.awaitAsked("holiday.jpg");
        pcServer.awaitAsked("calibration.png");
        router.with(RequestOptions.builder().onlyLocal().build()).photos().analyze(PHOTO);
        hub.awaitAsked("holiday.jpg");
        hub.awaitAsked("calibration.png");
        awaitCalibrated();
        pcServer.fails =
                new MisconfiguredException("http://pc:3003", 404, "another service", "Look at it.", null, true);
        assertThat(router.photos().analyze(PHOTO).route().backend()).isEqualTo("hub");
        pcServer.fails = null;
        pcServer.asked.clear();

        router.refresh(Duration.ofMinutes(1));

        assertThat(isCalibrated()).isFalse();
        pcServer.awaitAsked("holiday.jpg");
        pcServer.awaitAsked("calibration.png");
        awaitCalibrated();
    }

    @Test
    void serversThatDisagreeAreTold() throws Exception {
        Server hub = withHub(-1);
        router.photos().analyze(PHOTO);
        pcServer.awaitAsked("holiday.jpg");
        pcServer.awaitAsked("calibration.png");

        router.with(RequestOptions.builder().onlyLocal().build()).photos().analyze(PHOTO);
        hub.awaitAsked("holiday.jpg");
        hub.awaitAsked("calibration.png");

        // Whose vector is noted last is found to differ from the other's.
        assertThat(disagreements.poll(30, TimeUnit.SECONDS)).isIn("pc hub clip", "hub pc clip");
        assertThat(isCalibrated()).isFalse();
    }

    @Test
    void strictlyNobodyStandsInUntilThePreferredOneWasSeen() {
        Server hub = withHub(1);
        pc.goOffline();

        assertThatThrownBy(() -> router.with(STRICT).photos().analyze(PHOTO))
                .isInstanceOf(AllBackendsFailedException.class)
                .hasMessageContaining("not calibrated: pc has not served clip yet");
        assertThat(hub.asked).isEmpty();
    }

    @Test
    void strictlyWhoStandsInIsComparedFirst() throws Exception {
        Server hub = withHub(1);
        router.photos().analyze(PHOTO);
        pcServer.awaitAsked("holiday.jpg");
        pcServer.awaitAsked("calibration.png");
        router.pause("pc", Duration.ofHours(1));

        PhotoAnalysis found = awaitStrict();

        assertThat(found.route().backend()).isEqualTo("hub");
        assertThat(found.embedding().orElseThrow().calibrated()).isTrue();
        hub.awaitAsked("calibration.png");
        hub.awaitAsked("holiday.jpg");
    }

    @Test
    void strictlyWhoAgreesStandsInForOneThatWentDown() throws Exception {
        Server hub = withHub(1);
        router.photos().analyze(PHOTO);
        pcServer.awaitAsked("holiday.jpg");
        pcServer.awaitAsked("calibration.png");
        pc.goOffline();

        for (int i = 0; i < 2; i++) {
            assertThat(awaitStrict().route().backend()).isEqualTo("hub");
        }
        assertThat(hub.asked).containsExactly("calibration.png", "holiday.jpg", "holiday.jpg");
    }

    /** The caller's photo is none of its business. */
    @Test
    void whoFailsOnTheBundledPictureIsAtFaultItself() throws Exception {
        Server hub = withHub(1);
        hub.failsOn = "calibration.png";
        router.photos().analyze(PHOTO);
        pcServer.awaitAsked("holiday.jpg");
        pcServer.awaitAsked("calibration.png");
        router.pause("pc", Duration.ofHours(1));

        assertThatThrownBy(this::awaitStrict)
                .isInstanceOf(AllBackendsFailedException.class)
                .hasMessageContaining("failed on the picture for the calibration");
        assertThat(hub.asked).containsExactly("calibration.png");
    }

    @Test
    void strictlyWhoMakesOtherVectorsNeverStandsIn() throws Exception {
        Server hub = withHub(-1);
        router.photos().embedText("clip", "a dog");
        pcServer.awaitAsked("text");
        pcServer.awaitAsked("text");
        router.pause("pc", Duration.ofHours(1));

        assertThatThrownBy(this::awaitStrictText).hasMessageContaining("its vectors of clip are not those of pc");
        assertThat(hub.asked).containsExactly("text");
    }

    private PhotoAnalysis awaitStrict() {
        long end = System.currentTimeMillis() + 30_000;
        while (true) {
            try {
                return router.with(STRICT).photos().analyze(PHOTO);
            } catch (AllBackendsFailedException e) {
                awaitNoted(end, e);
            }
        }
    }

    private void awaitStrictText() {
        long end = System.currentTimeMillis() + 30_000;
        while (true) {
            try {
                router.with(STRICT).photos().embedText("clip", "a dog");
                return;
            } catch (AllBackendsFailedException e) {
                awaitNoted(end, e);
            }
        }
    }

    /** The picture was sent already; its vector may be noted a moment later, even between two looks of one request. */
    private static void awaitNoted(long end, AllBackendsFailedException e) {
        boolean hubFailed = e.route().attempts().stream()
                .anyMatch(attempt -> attempt.backend().equals("hub") && attempt.outcome() == Attempt.Outcome.FAILED);
        if (hubFailed || !e.getMessage().contains("has not served") || System.currentTimeMillis() > end) {
            throw e;
        }
        Thread.onSpinWait();
    }

    @Test
    void theBundledPictureIsOne() throws IOException {
        try (InputStream in = Calibration.class.getResourceAsStream("calibration.png")) {
            byte[] png = in.readAllBytes();

            assertThat(png).startsWith(0x89, 'P', 'N', 'G').endsWith(0xae, 0x42, 0x60, 0x82);
            assertThat(ByteBuffer.wrap(png, 16, 8).getInt()).as("pixels across").isEqualTo(96);
        }
    }
}
