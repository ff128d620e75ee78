package digital.memu.inference.immich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.failure.UnprocessablePhotoException;
import digital.memu.inference.photo.Photo;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.support.HttpMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client of this service gets wrong, as the service itself would answer to it. */
class TrapsTest {

    private static final byte[] VECTOR = ReplayServer.json("{\"clip\":\"[1.0]\",\"imageWidth\":64,\"imageHeight\":48}");
    private static final byte[] BODY_LOST = ReplayServer.answer(
            "422 Unprocessable Entity",
            "application/json",
            "{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\",\"entries\"],\"msg\":\"Field required\",\"input\":null}]}");

    /** As the real one: a request that offers an upgrade loses its body, an image without a file name is taken for text. */
    private static byte[] service(HttpMessage request) {
        if (request.header("Upgrade").isPresent()) {
            return BODY_LOST;
        }
        Form form = Form.of(request);
        if (form.part("entries").isEmpty() || form.part("entries").get().file() != null) {
            return BODY_LOST;
        }
        Form.Part image = form.part("image").orElse(null);
        if (image == null && form.part("text").isEmpty()) {
            return ReplayServer.NO_PAYLOAD;
        }
        return image != null && (image.file() == null || image.content().length == 3) ? ReplayServer.UNCLEAR : VECTOR;
    }

    @Test
    void noUpgradeIsOfferedSoTheBodyArrives() {
        try (ReplayServer server = new ReplayServer(TrapsTest::service);
                ImmichMlClient client = server.client().build()) {
            assertThat(client.embedText("m", "a dog").vector()).hasSize(1);
            assertThat(client.analyze(photo("beach.jpg")).embedding()).isPresent();
            assertThat(server.requests()).allSatisfy(request -> {
                assertThat(request.header("Upgrade")).isEmpty();
                assertThat(request.header("HTTP2-Settings")).isEmpty();
                assertThat(request.startLine()).endsWith(" HTTP/1.1");
                assertThat(request.header("Content-Length")).isPresent();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a.jpg", "\"quoted\".jpg", "😀.jpg", "line\r\nbreak: x\r\n\r\n.jpg", "", "..\\..\\etc", "a;b=c"})
    void theImageHasAFileNameAndItIsNeverThePhotosOwn(String name) {
        try (ReplayServer server = new ReplayServer(TrapsTest::service);
                ImmichMlClient client = server.client().build()) {
            assertThat(client.analyze(photo(name)).embedding()).isPresent();
            Form form = Form.of(server.requests().get(0));
            assertThat(form.part("image").orElseThrow().file()).isEqualTo("photo");
            assertThat(form.part("image").orElseThrow().content()).isEqualTo(Fixtures.photo("image-jpeg"));
            assertThat(form.part("entries").orElseThrow().file()).isNull();
        }
    }

    /** The service closes a kept connection after 2 s, and after each 500, and says so in neither case. */
    @Test
    void eachRequestHasAConnectionOfItsOwn() {
        try (ReplayServer server = new ReplayServer(TrapsTest::service);
                ImmichMlClient client = server.client().build()) {
            for (int i = 0; i < 5; i++) {
                client.embedText("m", "a dog");
            }
            assertThat(server.requests()).hasSize(5);
            assertThat(server.connections()).isEqualTo(5);
        }
    }

    @Test
    void aGoodPhotoRightAfterOneOnWhichTheServiceFailedIsServed() {
        byte[] good = ReplayServer.json("{\"clip\":\"[1.0]\",\"imageWidth\":64,\"imageHeight\":48}");
        try (ReplayServer server = ReplayServer.of(good, ReplayServer.UNCLEAR, good, ReplayServer.UNCLEAR, good);
                ImmichMlClient client = server.client().build()) {
            client.analyze(photo("first.jpg"));
            for (int i = 0; i < 2; i++) {
                assertThatExceptionOfType(UnprocessablePhotoException.class)
                        .isThrownBy(() -> client.analyze(photo("bad.jpg")))
                        .matches(UnprocessablePhotoException::sent)
                        .withMessageContaining("bad.jpg");
                assertThat(client.analyze(photo("good.jpg")).embedding()).isPresent();
            }
            assertThat(server.requests()).hasSize(5);
            // A pooled connection would be lost now and then only.
            assertThat(server.connections()).isEqualTo(5);
        }
    }

    @Test
    void aFaceScoreOfNothingIsRefused() {
        assertThatThrownBy(() -> Thresholds.defaults().toBuilder().faceScore(0)).hasMessageContaining("thousands");
        for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> Thresholds.defaults().toBuilder().faceScore(wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Up to Immich 2.7 a threshold that is left out is whatever the last client wanted. */
    @Test
    void thresholdsAreAlwaysSent() {
        try (ReplayServer server = ReplayServer.of(
                        ReplayServer.json("{\"facial-recognition\":[],\"ocr\":{\"text\":[],\"box\":[],\"boxScore\":[],"
                                + "\"textScore\":[]},\"imageWidth\":64,\"imageHeight\":48}"));
                ImmichMlClient client = server.client()
                        .thresholds(Thresholds.defaults().toBuilder()
                                .faceScore(0.6)
                                .textDetectionScore(0.4)
                                .textRecognitionScore(0.7)
                                .textResolution(960)
                                .build())
                        .build()) {
            client.analyze(PhotoRequest.of(Photo.of("a.jpg", Fixtures.photo("image-jpeg")))
                    .faces("buffalo_l")
                    .text("PP-OCRv5_mobile")
                    .build());
            assertThat(Form.of(server.requests().get(0))
                            .part("entries")
                            .orElseThrow()
                            .text())
                    .isEqualTo("{\"facial-recognition\":{\"detection\":{\"modelName\":\"buffalo_l\",\"options\":"
                            + "{\"minScore\":0.6}},\"recognition\":{\"modelName\":\"buffalo_l\"}},\"ocr\":{\"detection\":"
                            + "{\"modelName\":\"PP-OCRv5_mobile\",\"options\":{\"minScore\":0.4,\"maxResolution\":960}},"
                            + "\"recognition\":{\"modelName\":\"PP-OCRv5_mobile\",\"options\":{\"minScore\":0.7}}}}");
        }
    }

    @Test
    void theBasePathOfAProxyIsKept() {
        try (ReplayServer server = new ReplayServer(TrapsTest::service);
                ImmichMlClient client = ImmichMlClient.at(server.url() + "/ml/")
                        .timeouts(ReplayServer::patient)
                        .header("X-Key", "secret")
                        .build()) {
            client.embedText("m", "a dog");
            assertThat(List.of(server.requests().get(0).path())).containsExactly("/ml/predict");
            assertThat(server.requests().get(0).header("X-Key")).contains("secret");
            assertThat(client.toString()).doesNotContain("secret");
        }
    }

    private static PhotoRequest photo(String name) {
        return PhotoRequest.of(Photo.of(name, Fixtures.photo("image-jpeg")))
                .embedding("m")
                .build();
    }
}
