package digital.memu.inference.example.photosearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlPageTest {

    private static final String CONTENT = "0123456789abcdef".repeat(4);
    private static final String WEBP = "UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA=";
    private static final int TURNED = 6;

    @TempDir
    Path folder;

    private Place place() {
        Place place = new Place();
        place.folder = folder;
        return place;
    }

    private Path page(String photo, String content) throws IOException {
        Match match = new Match(content, List.of(photo), 1, new Trust("pc", true), List.of(new Box(0, 0, 1, 1)), "");
        return HtmlPage.write(
                folder.resolve("page.html"), place(), "<title>", List.of(new HtmlPage.Section("", List.of(match))));
    }

    private List<Path> thumbnails() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("page-thumbnails"))) {
            return files.filter(file -> file.toString().endsWith(".jpg")).toList();
        }
    }

    @Test
    void smallPicturesAreUprightAndSmall() throws IOException {
        Pictures.write(folder.resolve("turned.jpg"), turned(Pictures.bytes("jpeg", Color.RED, 1200, 900)));

        page("turned.jpg", CONTENT);

        BufferedImage small = ImageIO.read(thumbnails().get(0).toFile());
        assertThat(small.getWidth()).isEqualTo(240);
        assertThat(small.getHeight()).isEqualTo(320);
    }

    /** The same JPEG with EXIF that says it lies on its side. */
    private static byte[] turned(byte[] jpeg) {
        ByteBuffer exif = ByteBuffer.allocate(36);
        exif.putShort((short) 0xFFE1).putShort((short) 34).put("Exif\0\0".getBytes());
        exif.put(new byte[] {'M', 'M', 0, 42}).putInt(8).putShort((short) 1);
        exif.putShort((short) 274)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) TURNED)
                .putShort((short) 0);
        exif.putInt(0);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(jpeg, 0, 2);
        all.writeBytes(exif.array());
        all.write(jpeg, 2, jpeg.length - 2);
        return all.toByteArray();
    }

    /** The JDK cannot read it. */
    @Test
    void aSmallPictureOfAWebPIsAJpeg() throws IOException {
        Pictures.write(folder.resolve("a.webp"), Base64.getDecoder().decode(WEBP));

        page("a.webp", CONTENT);

        assertThat(Files.readAllBytes(thumbnails().get(0))).startsWith(0xFF, 0xD8);
    }

    @Test
    void aPhotoThatIsGoneHasNoPreviewAndThePageIsMadeAllTheSame() throws IOException {
        assertThat(page("gone.jpg", CONTENT)).content().contains("no preview", "href=\"gone.jpg\"", "&lt;title&gt;");
    }

    @Test
    void aLaterPageTakesAwayWhatItDoesNotShow() throws IOException {
        Pictures.jpeg(folder.resolve("red.jpg"), Color.RED);
        page("red.jpg", CONTENT);
        page("red.jpg", "f".repeat(64));

        assertThat(thumbnails())
                .containsExactly(folder.resolve("page-thumbnails").resolve("f".repeat(32) + ".jpg"));
    }

    @Test
    void whatSomebodyElsePutThereStays() throws IOException {
        Pictures.jpeg(folder.resolve("page-thumbnails/mine.jpg"), Color.RED);

        page("gone.jpg", CONTENT);

        assertThat(thumbnails()).containsExactly(folder.resolve("page-thumbnails/mine.jpg"));
    }
}
