package digital.memu.inference.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.photo.Region.Box;
import digital.memu.inference.photo.Region.Point;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Photos, requests and regions as values. */
class PhotoValuesTest {

    @Test
    void aPhotoIsReadAsOftenAsItTakes(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("Gro\u00dfmutter \"\ud83d\ude00\".jpg");
        Files.write(file, new byte[] {1, 2, 3});
        Photo photo = Photo.of(file);

        for (int i = 0; i < 2; i++) {
            try (var in = photo.open()) {
                assertThat(in.readAllBytes()).containsExactly(1, 2, 3);
            }
        }
        assertThat(photo.name()).isEqualTo("Gro\u00dfmutter \"\ud83d\ude00\".jpg");
        assertThat(photo.file()).contains(file);
        assertThat(Photo.of("x", new byte[] {7}).file()).isEmpty();
    }

    @Test
    void aRequestAsksForSomething() {
        PhotoRequest.Builder nothing = PhotoRequest.of(new byte[] {1});

        assertThatThrownBy(nothing::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("embedding(model)");
        assertThatThrownBy(() -> nothing.faces(" ")).hasMessageContaining("ViT-B-32__openai");
        assertThat(nothing.embedding(" ViT-B-32__openai\n").build().embedding()).contains("ViT-B-32__openai");
    }

    @Test
    void aTextRequestKeepsItsTextToItself() {
        PhotoTextRequest request = PhotoTextRequest.of("m", "a dog").language("de");

        assertThat(request.toString()).isEqualTo("PhotoTextRequest[m, 5 characters]");
        assertThat(request.language()).contains("de");
        assertThatThrownBy(() -> PhotoTextRequest.of("m", " ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PhotoTextRequest.of("", "a")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRegionIsToldInBothUnits() {
        List<Point> corners = List.of(new Point(-10, 20), new Point(30, 20), new Point(30, 70), new Point(-10, 70));
        Region region = Region.ofPixels(100, 200, corners);

        assertThat(region.pixels()).isEqualTo(corners);
        assertThat(region.fractions().get(0)).isEqualTo(new Point(-0.1, 0.1));
        assertThat(region.bounds()).isEqualTo(new Box(-10, 20, 30, 70));
        assertThat(region.bounds().width()).isEqualTo(40);
        assertThat(region.fractionalBounds().top()).isEqualTo(0.1);
        assertThatThrownBy(() -> Region.ofPixels(0, 1, corners)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Region.ofPixels(9, 9, corners.subList(0, 2))).hasMessageContaining("four corners");
    }
}
