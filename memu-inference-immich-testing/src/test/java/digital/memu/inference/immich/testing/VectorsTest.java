package digital.memu.inference.immich.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class VectorsTest {

    private static final byte[] PHOTO = Requests.picture("image-jpeg");
    private static final byte[] OTHER = Requests.picture("image-png");
    private static final SimulatedMlModel MODEL =
            SimulatedMlModel.clip("ViT-B-32__openai", 512).build();

    private static float[] photo(ImmichMlSimulator ml, byte[] photo) throws IOException {
        return clip(RawClient.predict(ml, Requests.image(Requests.CLIP, photo)));
    }

    private static float[] text(ImmichMlSimulator ml, String text) throws IOException {
        return clip(RawClient.predict(ml, Requests.text(Requests.CLIP_TEXT, text)));
    }

    private static float[] clip(Answer answer) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        return mapper.readValue(mapper.readTree(answer.body()).path("clip").textValue(), float[].class);
    }

    private static double cosine(float[] a, float[] b) {
        double product = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
            squaresOfA += a[i] * a[i];
            squaresOfB += b[i] * b[i];
        }
        return product / Math.sqrt(squaresOfA * squaresOfB);
    }

    @Test
    void equalPicturesGiveEqualVectorsOnAllSimulators() throws IOException {
        try (ImmichMlSimulator one = ImmichMlSimulator.builder().build();
                ImmichMlSimulator two = ImmichMlSimulator.builder()
                        .generation(Generation.STRICT)
                        .build()) {
            assertThat(photo(one, PHOTO)).isEqualTo(photo(two, PHOTO)).isEqualTo(MODEL.photoVector(PHOTO));
            assertThat(text(one, "dog")).isEqualTo(text(two, "dog")).isEqualTo(MODEL.textVector("dog"));
            assertThat(cosine(photo(one, PHOTO), photo(one, OTHER))).isLessThan(0.3);
            assertThat(cosine(text(one, "dog"), text(one, "cat"))).isLessThan(0.3);
        }
    }

    @Test
    void vectorsHaveLengthOneAndAreLikeNoOtherModels() {
        float[] vector = MODEL.photoVector(PHOTO);
        double squares = 0;
        for (float number : vector) {
            squares += number * number;
        }
        assertThat(squares).isCloseTo(1, within(1e-5));
        float[] others =
                SimulatedMlModel.clip("ViT-B-32__laion2b_e16", 512).build().photoVector(PHOTO);
        assertThat(cosine(vector, others)).isLessThan(0.3);
        assertThatThrownBy(() -> SimulatedMlModel.faces("buffalo_l").build().textVector("x"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anotherSeedIsAnotherSpaceAndNoiseIsALittleOff() throws IOException {
        try (ImmichMlSimulator seeded =
                        ImmichMlSimulator.builder().vectorSeed(1).build();
                ImmichMlSimulator noisy =
                        ImmichMlSimulator.builder().vectorNoise(0.1).build()) {
            assertThat(cosine(photo(seeded, PHOTO), MODEL.photoVector(PHOTO))).isLessThan(0.3);
            assertThat(cosine(text(seeded, "dog"), MODEL.textVector("dog"))).isLessThan(0.3);
            assertThat(cosine(photo(noisy, PHOTO), MODEL.photoVector(PHOTO))).isBetween(0.985, 0.999);
            assertThat(photo(noisy, PHOTO)).isEqualTo(photo(noisy, PHOTO));
        }
    }

    @Test
    void vectorsMayBeGiven() throws IOException {
        try (ImmichMlSimulator ml = ImmichMlSimulator.builder()
                .embedding(photo -> new float[] {photo.width(), photo.height(), photo.bytes().length})
                .textEmbedding(text -> new float[] {text.length()})
                .build()) {
            assertThat(photo(ml, PHOTO)).containsExactly(64, 48, PHOTO.length);
            assertThat(text(ml, "dog")).containsExactly(3);
        }
    }

    @Test
    void functionThatThrowsIsAnErrorOfTheService() throws IOException {
        try (ImmichMlSimulator ml = ImmichMlSimulator.builder()
                .embedding(photo -> {
                    throw new IllegalStateException();
                })
                .build()) {
            assertThat(RawClient.predict(ml, Requests.image(Requests.CLIP, PHOTO))
                            .status())
                    .isEqualTo(500);
        }
    }

    @Test
    void embeddingsMayBeArrays() throws IOException {
        try (ImmichMlSimulator ml = ImmichMlSimulator.builder()
                .embeddingsAsArray(true)
                .faces(photo -> List.of(SimulatedFace.at(1, 2, 3, 4)))
                .build()) {
            ObjectMapper mapper = new ObjectMapper();
            JsonNode clip = mapper.readTree(
                    RawClient.predict(ml, Requests.image(Requests.CLIP, PHOTO)).body());
            assertThat(clip.path("clip").size()).isEqualTo(512);
            JsonNode faces = mapper.readTree(RawClient.predict(ml, Requests.image(Requests.faces(0.7), PHOTO))
                    .body());
            assertThat(faces.at("/facial-recognition/0/embedding").size()).isEqualTo(512);
        }
    }

    @Test
    void languageCountsFromTheStrictGenerationOnAndOnlyForSomeModels() throws IOException {
        String nllb = Requests.CLIP_TEXT.replace(
                "ViT-B-32__openai\"", "nllb-clip-base-siglip__v1\",\"options\":{\"language\":\"de\"}");
        String plain = Requests.CLIP_TEXT.replace("openai\"", "openai\",\"options\":{\"language\":\"de\"}");
        SimulatedMlModel model =
                SimulatedMlModel.clip("nllb-clip-base-siglip__v1", 768).build();
        try (ImmichMlSimulator lenient = ImmichMlSimulator.builder().build();
                ImmichMlSimulator strict = ImmichMlSimulator.builder()
                        .generation(Generation.STRICT)
                        .build()) {
            assertThat(clip(RawClient.predict(lenient, Requests.text(nllb, "Hund"))))
                    .isEqualTo(model.textVector("Hund"));
            assertThat(clip(RawClient.predict(strict, Requests.text(nllb, "Hund"))))
                    .isNotEqualTo(model.textVector("Hund"));
            assertThat(clip(RawClient.predict(strict, Requests.text(plain, "Hund"))))
                    .isEqualTo(MODEL.textVector("Hund"));
        }
    }

    @Test
    void facesOfOnePersonAreAlike() throws IOException {
        try (ImmichMlSimulator ml = ImmichMlSimulator.builder()
                .faces(photo -> List.of(
                        SimulatedFace.at(0, 0, photo.width(), 5).withPerson("Ada"),
                        SimulatedFace.at(-2, 0, 4, 4),
                        SimulatedFace.at(5, 0, 6, 6).withEmbedding(1, 2, 3)))
                .build()) {
            JsonNode one = faces(ml, PHOTO);
            JsonNode two = faces(ml, Requests.picture("clip-visual"));
            assertThat(one.at("/0/boundingBox/x2").asDouble()).isEqualTo(64);
            assertThat(two.at("/0/boundingBox/x2").asDouble()).isEqualTo(160);
            assertThat(one.at("/0/embedding")).isEqualTo(two.at("/0/embedding"));
            assertThat(one.at("/1/embedding")).isNotEqualTo(two.at("/1/embedding"));
            assertThat(one.at("/2/embedding").asText()).isEqualTo("[1.0,2.0,3.0]");
            assertThat(one.at("/1/boundingBox").toString()).isEqualTo("{\"x1\":-2.0,\"y1\":0.0,\"x2\":4.0,\"y2\":4.0}");
        }
    }

    private static JsonNode faces(ImmichMlSimulator ml, byte[] photo) throws IOException {
        byte[] body = RawClient.predict(ml, Requests.image(Requests.faces(0.7), photo))
                .body();
        return new ObjectMapper().readTree(body).path("facial-recognition");
    }
}
