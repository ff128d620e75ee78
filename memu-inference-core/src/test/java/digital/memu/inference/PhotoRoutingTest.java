package digital.memu.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import digital.memu.inference.failure.ModelNotFoundException;
import digital.memu.inference.failure.RequestRejectedException;
import digital.memu.inference.failure.UnprocessablePhotoException;
import digital.memu.inference.photo.Photo;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.photo.TextEmbedding;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.EmbeddingSpace;
import digital.memu.inference.route.InferenceListener;
import digital.memu.inference.testing.FakeBackend;
import digital.memu.inference.testing.ManualClock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Photos go where they can be worked on; a bad photo is no bad server. */
class PhotoRoutingTest {

    private static final byte[] PHOTO = {1, 2, 3};

    private final Set<String> opened = ConcurrentHashMap.newKeySet();
    private final Set<String> reasons = ConcurrentHashMap.newKeySet();
    private final FakeBackend pc = FakeBackend.named("pc").build();
    private final FakeBackend hub = FakeBackend.named("hub").local().build();
    private final InferenceRouter router = InferenceRouter.builder()
            .backend(pc)
            .backend(hub)
            .listener(new InferenceListener() {
                @Override
                public void breakerOpened(String backend, String capability, String reason) {
                    opened.add(backend);
                    reasons.add(reason);
                }
            })
            .time(new ManualClock())
            .build();

    @AfterEach
    void close() {
        router.close();
    }

    private static PhotoRequest photo(String name) {
        return PhotoRequest.of(Photo.of(name, PHOTO))
                .embedding("clip")
                .text("ocr")
                .build();
    }

    private static UnprocessablePhotoException failedOn(String name) {
        return UnprocessablePhotoException.failedOn("http://server", name, "HTTP 500", "Look at it.");
    }

    /** Of faces there is no calibration, which would meet the next failure in the background. */
    private PhotoAnalysis faces(String name) {
        return router.photos()
                .analyze(PhotoRequest.of(Photo.of(name, PHOTO))
                        .faces("buffalo_l")
                        .build());
    }

    private PhotoAnalysis analyze(String name) {
        return router.photos().analyze(photo(name));
    }

    private BackendState stateOfPc() {
        return router.status().backend("pc").orElseThrow().state();
    }

    @Test
    void theSameModelElsewhereGivesTheSameVector() {
        PhotoAnalysis first = analyze("a");
        pc.goOffline();

        PhotoAnalysis second = analyze("a");

        assertThat(first.route().backend()).isEqualTo("pc");
        assertThat(second.route().backend()).isEqualTo("hub");
        assertThat(second.embedding().orElseThrow().cosine(first.embedding().orElseThrow()))
                .isGreaterThan(0.999);
        assertThat(hub.photos().get(0).text()).contains("ocr");
    }

    @Test
    void aTextIsComparedInThePhotosSpace() {
        TextEmbedding text = router.photos().embedText("clip", "a dog");

        assertThat(text.space()).isEqualTo(EmbeddingSpace.of("clip", 8));
        assertThat(text.vector()).hasSize(8);
        assertThat(text.route().backend()).isEqualTo("pc");
    }

    @Test
    void itIsThereForThoseWhoDoNotWait() throws Exception {
        assertThat(router.async()
                        .photos()
                        .analyze(photo("a"))
                        .get(30, TimeUnit.SECONDS)
                        .route()
                        .backend())
                .isEqualTo("pc");
    }

    @Test
    void aPhotoThatIsUnreadableIsSentNowhere() {
        pc.failNext(UnprocessablePhotoException.unreadable("a", "it is empty", "Delete it.", null));

        assertThatThrownBy(() -> analyze("a")).isInstanceOf(UnprocessablePhotoException.class);
        assertThat(hub.photos()).isEmpty();
    }

    @Test
    void aPhotoOnWhichAServerFailsIsTriedOnceElsewhere() {
        pc.failNext(failedOn("a"));

        PhotoAnalysis found = analyze("a");

        assertThat(found.route().backend()).isEqualTo("hub");
        assertThat(stateOfPc()).as("one photo condemns nobody").isNotEqualTo(BackendState.DOWN);
    }

    @Test
    void aPhotoOnWhichTwoServersFailIsMarkedAndNoServerIs() {
        for (int i = 0; i < 10; i++) {
            pc.failNext(failedOn("bad"));
            hub.failNext(failedOn("bad"));

            var e = catchThrowableOfType(UnprocessablePhotoException.class, () -> analyze("bad"));

            assertThat(e.photo()).isEqualTo("bad");
            assertThat(e.getSuppressed()).hasSize(1);
        }
        assertThat(analyze("good").route().backend()).isEqualTo("pc");
    }

    @Test
    void aPhotoIsMarkedWhenNobodyElseIsThere() {
        hub.goOffline();
        pc.failNext(failedOn("bad"));

        assertThatThrownBy(() -> analyze("bad"))
                .isInstanceOf(UnprocessablePhotoException.class)
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    }

    @Test
    void severalPhotosInARowAreTheServersFault() {
        for (String name : new String[] {"a", "b", "c", "d"}) {
            pc.failNext(failedOn(name));
            hub.failNext(failedOn(name));
            assertThatThrownBy(() -> analyze(name)).isInstanceOf(UnprocessablePhotoException.class);
            assertThat(opened).as("after " + name).isEqualTo(name.equals("d") ? Set.of("pc", "hub") : Set.of());
        }
    }

    /** What a photo is called may be private: it is told to the caller only, and not to the log. */
    @Test
    void noPhotoIsNamedInReasons() {
        for (String name : new String[] {"passport.jpg", "b", "c", "d"}) {
            pc.failNext(failedOn(name));
            hub.failNext(failedOn(name));
            assertThatThrownBy(() -> analyze(name)).hasMessageContaining("photo '" + name + "'");
        }
        pc.failNext(failedOn("passport.jpg"));

        assertThat(analyze("passport.jpg").route().explain())
                .contains("HTTP 500")
                .doesNotContain("passport");
        assertThat(reasons)
                .isNotEmpty()
                .allSatisfy(reason -> assertThat(reason).contains("HTTP 500").doesNotContain("'"));
    }

    /** Bytes have no name: they are told apart all the same. */
    @Test
    void severalPhotosWithoutANameAreSeveral() {
        for (int size = 1; size <= 4; size++) {
            PhotoRequest request =
                    PhotoRequest.of(new byte[size]).embedding("clip").build();
            String name = request.photo().name();
            pc.failNext(failedOn(name));
            hub.failNext(failedOn(name));
            assertThatThrownBy(() -> router.photos().analyze(request)).isInstanceOf(UnprocessablePhotoException.class);
        }
        assertThat(opened).containsExactlyInAnyOrder("pc", "hub");
    }

    @Test
    void aGoodPhotoInBetweenBeginsTheCountAnew() {
        for (String name : new String[] {"a", "b", "c", "d", "e", "f"}) {
            pc.failNext(failedOn(name));
            hub.failNext(failedOn(name));
            assertThatThrownBy(() -> faces(name)).isInstanceOf(UnprocessablePhotoException.class);
            assertThat(faces("good").route().backend()).isEqualTo("pc");
        }
        assertThat(opened).isEmpty();
    }

    @Test
    void aServerThatFailsOnPhotosThatAnotherOneReadsIsLeftAlone() {
        for (String name : new String[] {"a", "b", "c"}) {
            pc.failNext(failedOn(name));
            assertThat(analyze(name).route().backend()).isEqualTo("hub");
        }
        int asked = pc.photos().size();

        assertThat(analyze("d").route().backend()).isEqualTo("hub");
        assertThat(pc.photos()).hasSize(asked);
    }

    @Test
    void aRefusedRequestGoesToTheCaller() {
        pc.failNext(new RequestRejectedException("http://pc", 422, "Invalid request format.", "", null));

        assertThatThrownBy(() -> analyze("a")).isInstanceOf(RequestRejectedException.class);
        assertThat(hub.photos()).isEmpty();
    }

    @Test
    void whoLacksOneOfTheModelsIsPassedOverForThatOneOnly() {
        pc.failNext(new ModelNotFoundException("http://pc", 500, "ocr", "unknown", "Update it."));
        assertThat(analyze("a").route().backend()).isEqualTo("hub");

        assertThat(analyze("b").route().explain()).contains("cannot be used for ocr");
        assertThat(router.photos().embedText("clip", "a dog").route().backend()).isEqualTo("pc");
    }
}
