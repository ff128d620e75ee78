package digital.memu.inference.immich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.failure.AllBackendsFailedException;
import digital.memu.inference.failure.RequestRejectedException;
import digital.memu.inference.failure.UnprocessablePhotoException;
import digital.memu.inference.immich.testing.Fault;
import digital.memu.inference.immich.testing.Generation;
import digital.memu.inference.immich.testing.ImmichMlSimulator;
import digital.memu.inference.immich.testing.RecordedRequest;
import digital.memu.inference.immich.testing.SimulatedMlModel;
import digital.memu.inference.photo.Photo;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Photos on the gaming PC while it is there, on the hub when it is not; what is wrong with whom. */
class RoutedPhotosTest {

    private static final String CLIP = "ViT-B-32__openai";

    private final ImmichMlSimulator pc = ImmichMlSimulator.builder().build();
    private final ImmichMlSimulator hub =
            ImmichMlSimulator.builder().generation(Generation.STRICT).build();
    private final ManualClock clock = new ManualClock();
    private final InferenceRouter router = InferenceRouter.builder()
            .backend(ImmichMlBackend.at(pc.url()).named("pc").build())
            .backend(ImmichMlBackend.at(hub.url()).named("hub").local().build())
            .time(clock)
            .build();

    @AfterEach
    void close() {
        router.close();
        pc.close();
        hub.close();
    }

    private static PhotoRequest photo(int number) {
        return PhotoRequest.of(Pictures.photo(number)).embedding(CLIP).build();
    }

    private PhotoAnalysis analyze(int number) {
        return router.photos().analyze(photo(number));
    }

    private BackendState state(String name) {
        return router.status().backend(name).orElseThrow().state();
    }

    /** Requests but for the calibration's, whose picture is the only PNG. */
    private static List<RecordedRequest> asked(ImmichMlSimulator server) {
        return server.requests("/predict").stream()
                .filter(request -> request.part("image")
                        .map(image -> image.bytes()[1] != 'P')
                        .orElse(true))
                .toList();
    }

    @Test
    void thePcIsUsedAndTheHubWhenThePcIsOff() {
        PhotoAnalysis first = analyze(1);
        pc.offline();
        PhotoAnalysis second = analyze(1);

        assertThat(first.route().backend()).isEqualTo("pc");
        assertThat(second.route().backend()).isEqualTo("hub");
        assertThat(second.embedding().orElseThrow().cosine(first.embedding().orElseThrow()))
                .isGreaterThan(0.999);
        assertThat(second.embedding().orElseThrow().space().dimension()).isEqualTo(512);
        assertThat(second.width()).isEqualTo(40);
        assertThat(state("pc")).isEqualTo(BackendState.DOWN);
    }

    @Test
    void aPhotoThatNobodyCanReadIsSentToNobody() {
        PhotoRequest empty = PhotoRequest.of(Photo.of("empty.jpg", new byte[0]))
                .embedding(CLIP)
                .build();

        assertThatThrownBy(() -> router.photos().analyze(empty))
                .isInstanceOf(UnprocessablePhotoException.class)
                .hasMessageContaining("empty.jpg");
        assertThat(pc.requests()).isEmpty();
        assertThat(hub.requests()).isEmpty();
    }

    @Test
    void aFullMemoryOnThePcIsTriedOnTheHub() {
        pc.next(Fault.outOfMemory());

        assertThat(analyze(1).route().backend()).isEqualTo("hub");
        assertThat(state("pc")).isNotEqualTo(BackendState.DOWN);
        assertThat(analyze(2).route().backend()).isEqualTo("pc");
    }

    @Test
    void aPhotoOnWhichBothFailIsMarked() {
        pc.next(Fault.outOfMemory());
        hub.next(Fault.outOfMemory());

        var e = catchThrowableOfType(UnprocessablePhotoException.class, () -> analyze(1));

        assertThat(e.sent()).isTrue();
        assertThat(e.photo()).isEqualTo("photo-1.jpg");
        assertThat(analyze(2).route().backend()).isEqualTo("pc");
    }

    @Test
    void aRefusedRequestGoesToTheCallerInTheServersWords() {
        pc.next(Fault.detail(422, "Invalid request format."));

        assertThatThrownBy(() -> analyze(1))
                .isInstanceOf(RequestRejectedException.class)
                .hasMessageContaining("Invalid request format.");
        assertThat(hub.requests()).isEmpty();
    }

    @Test
    void aModelThatThePcDoesNotKnowIsAskedForOnce() {
        hub.install(SimulatedMlModel.clip("ViT-new__webli", 16).build());
        PhotoRequest request =
                PhotoRequest.of(Pictures.photo(1)).embedding("ViT-new__webli").build();

        for (int i = 0; i < 5; i++) {
            assertThat(router.photos().analyze(request).route().backend()).isEqualTo("hub");
        }
        assertThat(asked(pc)).as("the photo, and the question").hasSize(2);
        // Of faces there is no calibration, which might still run when the clock is moved.
        PhotoRequest faces =
                PhotoRequest.of(Pictures.photo(2)).faces("buffalo_l").build();
        assertThat(router.photos().analyze(faces).route().backend())
                .as("other models are served there")
                .isEqualTo("pc");

        for (int looks = 0; looks < 9; looks++) {
            clock.advance(Duration.ofMinutes(6));
            router.refresh(Duration.ofSeconds(20));
            assertThat(router.photos().analyze(request).route().backend()).isEqualTo("hub");
        }
        assertThat(asked(pc)).as("still not asked in a loop").hasSize(3);

        pc.install(SimulatedMlModel.clip("ViT-new__webli", 16).build());
        clock.advance(Duration.ofMinutes(20));
        router.refresh(Duration.ofSeconds(20));
        assertThat(router.photos().analyze(request).route().backend())
                .as("somebody updated it")
                .isEqualTo("pc");
    }

    @Test
    void aModelThatCannotBeLoadedIsLeftAloneForFiveMinutes() {
        pc.install(SimulatedMlModel.clip("ViT-L-14__openai", 16).notLoadable().build());
        hub.install(SimulatedMlModel.clip("ViT-L-14__openai", 16).notLoadable().build());
        PhotoRequest request =
                PhotoRequest.of(Pictures.photo(1)).embedding("ViT-L-14__openai").build();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> router.photos().analyze(request));
        }
        int asked = asked(pc).size() + asked(hub).size();

        clock.advance(Duration.ofSeconds(300));
        assertThatThrownBy(() -> router.photos().analyze(request))
                .isInstanceOf(AllBackendsFailedException.class)
                .hasMessageContaining("Failed to load model");
        assertThat(asked(pc).size() + asked(hub).size()).isEqualTo(asked);

        clock.advance(Duration.ofSeconds(20));
        assertThatThrownBy(() -> router.photos().analyze(request));
        assertThat(asked(pc).size() + asked(hub).size()).isGreaterThan(asked);
    }

    @Test
    void everyRequestToAServerHasTheSameThresholds() {
        PhotoRequest faces = PhotoRequest.of(Pictures.photo(1))
                .faces("buffalo_l")
                .text("PP-OCRv5_mobile")
                .build();
        router.photos().analyze(faces);
        router.photos().analyze(faces);

        assertThat(asked(pc))
                .hasSize(2)
                .allSatisfy(request -> assertThat(
                                request.part("entries").orElseThrow().text())
                        .contains("\"minScore\":0.7")
                        .contains("\"maxResolution\":736")
                        .contains("\"minScore\":0.8"));
    }

    @Test
    void aKilledWorkerCostsOneMoreTry() {
        pc.next(Fault.hangUp());

        assertThat(analyze(1).route().backend()).isEqualTo("hub");
    }
}
