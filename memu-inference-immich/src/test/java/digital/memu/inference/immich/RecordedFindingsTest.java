package digital.memu.inference.immich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import digital.memu.inference.photo.Face;
import digital.memu.inference.photo.Photo;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.photo.Region;
import digital.memu.inference.photo.TextLine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the real service found, number for number. */
class RecordedFindingsTest {

    @Test
    void oneUploadFindsEverything() throws JsonProcessingException {
        PhotoAnalysis found = replayed("all-in-one");

        JsonNode wire = wire("all-in-one");
        assertThat(found.width()).isEqualTo(320);
        assertThat(found.height()).isEqualTo(336);
        assertThat(found.embedding().orElseThrow().vector())
                .isEqualTo(Form.JSON.readValue(wire.get("clip").textValue(), float[].class))
                .hasSize(512);
        assertThat(found.embedding().orElseThrow().space().model()).isEqualTo("ViT-B-32__openai");
        assertThat(found.faces()).hasSize(2);
        for (int i = 0; i < 2; i++) {
            JsonNode expected = wire.get("facial-recognition").get(i);
            Face face = found.faces().get(i);
            assertThat(face.score()).isEqualTo(expected.get("score").doubleValue());
            assertThat(face.embedding().space().model()).isEqualTo("buffalo_l");
            assertThat(face.embedding().vector())
                    .isEqualTo(Form.JSON.readValue(expected.get("embedding").textValue(), float[].class));
            Region.Box box = face.region().bounds();
            JsonNode pixels = expected.get("boundingBox");
            assertThat(List.of(box.left(), box.top(), box.right(), box.bottom()))
                    .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : 1)
                    .containsExactly(
                            pixels.get("x1").doubleValue(),
                            pixels.get("y1").doubleValue(),
                            pixels.get("x2").doubleValue(),
                            pixels.get("y2").doubleValue());
            Region.Box fractions = face.region().fractionalBounds();
            assertThat(fractions.right()).isEqualTo(box.right() / found.width(), within(1e-9));
            assertThat(fractions.bottom()).isEqualTo(box.bottom() / found.height(), within(1e-9));
        }
        assertThat(found.width()).as("no square, where all would be alike").isNotEqualTo(found.height());
        assertThat(found.text()).isEqualTo("INVOICE2026-17\nTotal41.90EUR");
        assertThat(found.notes()).isEmpty();
        assertThat(found.route().served().orElseThrow().model())
                .contains("ViT-B-32__openai, buffalo_l, PP-OCRv5_mobile");
    }

    @Test
    void linesAreInReadingOrderWithTheirOwnBoxesAndScores() {
        List<TextLine> lines = replayed("ocr").lines();

        assertThat(lines).extracting(TextLine::text).containsExactly("INVOICE2026-17", "Total 41.90EUR");
        TextLine first = lines.get(0);
        assertThat(first.regionScore()).isEqualTo(0.809617);
        assertThat(first.textScore()).isEqualTo(0.99601);
        assertThat(first.region().fractions())
                .containsExactly(
                        new Region.Point(0.05, 0.16666667),
                        new Region.Point(0.775, 0.16666667),
                        new Region.Point(0.775, 0.4375),
                        new Region.Point(0.05, 0.4375));
        Region.Box pixels = first.region().bounds();
        assertThat(pixels.left()).isEqualTo(16, within(1e-9));
        assertThat(pixels.bottom()).isEqualTo(42, within(1e-9));
    }

    @Test
    void aPhotoThatIsStoredTurnedComesWithANote() {
        assertThat(replayed("image-exif-rotated").notes())
                .singleElement()
                .asString()
                .contains("EXIF orientation 6");
        assertThat(replayed("image-avif").notes()).singleElement().asString().contains("AVIF");
        assertThat(replayed("image-jpeg").notes()).isEmpty();
    }

    private static PhotoAnalysis replayed(String name) {
        RecordedExchange recorded = Fixtures.load(Fixtures.LENIENT, name);
        JsonNode entries = Form.of(recorded.request()).entries();
        PhotoRequest.Builder request = PhotoRequest.of(Photo.of(name, Fixtures.photo(name)));
        JsonNode visual = entries.at("/clip/visual/modelName");
        if (visual.isTextual()) {
            request.embedding(visual.textValue());
        }
        if (entries.has("facial-recognition")) {
            request.faces("buffalo_l");
        }
        if (entries.has("ocr")) {
            request.text("PP-OCRv5_mobile");
        }
        try (ReplayServer server = ReplayServer.of(recorded.response().raw());
                ImmichMlClient client = server.client().build()) {
            return client.analyze(request.build());
        }
    }

    private static JsonNode wire(String name) throws JsonProcessingException {
        return Form.JSON.readTree(
                Fixtures.load(Fixtures.LENIENT, name).response().text());
    }
}
