package digital.memu.inference.example.photosearch;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.photo.PhotoTextRequest;
import digital.memu.inference.photo.TextEmbedding;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulated machines recognise what the program draws, however it was sent. */
class SimulatedEyeTest {

    private static final Home HOME = new SimulatedHome(Duration.ZERO).home();

    static java.util.List<Scene> scenes() {
        return Scenes.ALL;
    }

    @AfterAll
    static void close() {
        HOME.close();
    }

    private static PhotoAnalysis look(byte[] picture) {
        return HOME.analyze(PhotoRequest.of(picture)
                .embedding(Models.SIMULATED.embedding())
                .faces(Models.SIMULATED.faces())
                .text(Models.SIMULATED.text())
                .build());
    }

    private static TextEmbedding words(String text) {
        return HOME.embedText(PhotoTextRequest.of(Models.SIMULATED.embedding(), text));
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void aSceneIsRecognisedAsAJpegOfHalfTheSize(Scene scene) throws IOException {
        BufferedImage half = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
        half.createGraphics().drawImage(scene.drawn(), 0, 0, 320, 240, null);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(half, "jpeg", bytes);

        PhotoAnalysis found = look(bytes.toByteArray());

        assertThat(found.embedding().orElseThrow().cosine(words(scene.shows()).embedding()))
                .isGreaterThan(0.999);
        assertThat(found.faces()).hasSameSizeAs(scene.faces());
        assertThat(found.lines())
                .extracting(line -> line.text())
                .containsExactlyElementsOf(
                        scene.lines().stream().map(Scene.Line::text).toList());
    }

    @Test
    void ofOtherPicturesItSeesTheColours() {
        PhotoAnalysis found = look(Pictures.bytes("jpeg", new java.awt.Color(0x308040), 100, 100));

        assertThat(found.embedding().orElseThrow().cosine(words("green").embedding()))
                .isGreaterThan(0.9);
        assertThat(found.embedding().orElseThrow().cosine(words("a dog").embedding()))
                .isLessThan(0.5);
        assertThat(found.faces()).isEmpty();
    }
}
