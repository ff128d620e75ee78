package digital.memu.inference.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.failure.UnprocessablePhotoException;
import digital.memu.inference.photo.Region.Box;
import digital.memu.inference.photo.Region.Point;
import digital.memu.inference.route.EmbeddingVector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Photos that are made ready before they are sent, and what is told of them. */
class PreparedPhotoTest {

    private static final PhotoRequest REQUEST = PhotoRequest.of(Photo.of("a.heic", bytes("heic")))
            .faces("f")
            .text("t")
            .build();

    /** Sees a face in the left upper quarter, and a line below it. */
    private static final class Seeing implements PhotoModel {
        private Photo seen = Photo.of("none", new byte[0]);

        @Override
        public PhotoAnalysis analyze(PhotoRequest request) {
            seen = request.photo();
            Region face = Region.ofPixels(
                    100, 50, List.of(new Point(0, 0), new Point(50, 0), new Point(50, 25), new Point(0, 25)));
            Region line = Region.ofFractions(
                    100, 50, List.of(new Point(0, 0.5), new Point(1, 0.5), new Point(1, 1), new Point(0, 1)));
            return PhotoAnalysis.builder(100, 50)
                    .face(Face.of(face, 0.9, EmbeddingVector.of("f", new float[] {1})))
                    .line(TextLine.of("SALE", line, 0.8, 0.7))
                    .note("made smaller")
                    .build();
        }

        @Override
        public TextEmbedding embedText(PhotoTextRequest request) {
            throw new UnsupportedOperationException();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void findingsAreToldInTheCallersOwnCoordinates() {
        Seeing server = new Seeing();
        Photo ready = Photo.of("a.jpg", bytes("jpeg"));
        // Turned by a quarter clockwise before it was sent: x there is what is left of y here.
        PhotoPreparer turning =
                photo -> PreparedPhoto.of(ready, 500, 1000, point -> new Point(point.y(), 1 - point.x()));

        PhotoAnalysis found = server.preparedBy(turning).analyze(REQUEST);

        assertThat(server.seen).isSameAs(ready);
        assertThat(found.width()).isEqualTo(500);
        assertThat(found.height()).isEqualTo(1000);
        Region face = found.faces().get(0).region();
        assertThat(face.bounds()).isEqualTo(new Box(0, 500, 250, 1000));
        assertThat(face.fractionalBounds()).isEqualTo(new Box(0, 0.5, 0.5, 1));
        assertThat(face.pixels().get(0)).isEqualTo(new Point(0, 1000));
        assertThat(found.lines().get(0).region().bounds()).isEqualTo(new Box(250, 0, 500, 1000));
        assertThat(found.text()).isEqualTo("SALE");
        assertThat(found.notes()).containsExactly("made smaller");
    }

    @Test
    void aPhotoThatCannotBeReadIsNamed() {
        PhotoModel model = new Seeing().preparedBy(photo -> {
            throw new IOException("gone");
        });

        assertThatThrownBy(() -> model.analyze(REQUEST))
                .isInstanceOf(UnprocessablePhotoException.class)
                .hasMessageContaining("a.heic")
                .hasRootCauseMessage("gone");
    }
}
