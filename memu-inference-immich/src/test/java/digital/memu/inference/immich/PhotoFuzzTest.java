package digital.memu.inference.immich;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.failure.UnprocessablePhotoException;
import digital.memu.inference.photo.Photo;
import digital.memu.support.Fuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever bytes a photo has: it is sent, or refused in one clean line, and as a file just as a stream is. */
class PhotoFuzzTest {

    private static final List<byte[]> PHOTOS = List.of(
            Fixtures.photo("image-jpeg"),
            Fixtures.photo("image-exif-rotated"),
            Fixtures.photo("image-png"),
            Fixtures.photo("image-webp"),
            Fixtures.photo("image-gif"),
            Fixtures.photo("image-avif"),
            Fixtures.photo("image-heic"),
            new byte[] {'I', 'I', '*', 0, 8, 0, 0, 0, 1, 0, 18, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0},
            new byte[] {'B', 'M', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0, -1, -1, -1, -1});

    @TempDir
    Path folder;

    private int sent;
    private int refused;

    @Test
    void everyPhotoIsSentOrRefused() {
        if (Fuzz.rounds(2_000, this::photo)) {
            assertThat(sent).isGreaterThan(300);
            assertThat(refused).isGreaterThan(300);
        }
    }

    private void photo(Random random) throws IOException {
        byte[] bytes = mutated(random);
        String stream = outcome(Photo.of("a.jpg", bytes));
        String file = outcome(Photo.of(Files.write(folder.resolve("a.jpg"), bytes)));
        assertThat(file).isEqualTo(stream);
    }

    private String outcome(Photo photo) {
        try {
            CheckedPhoto checked = PhotoCheck.check(photo);
            checked.notes();
            sent++;
            return checked.length() + " " + checked.header();
        } catch (UnprocessablePhotoException e) {
            assertThat(e.getMessage()).doesNotContainPattern("\\p{C}").hasSizeLessThan(300);
            refused++;
            return e.getMessage();
        }
    }

    private static byte[] mutated(Random random) {
        byte[] bytes = PHOTOS.get(random.nextInt(PHOTOS.size())).clone();
        int changes = random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            // Mostly where the fields are.
            int at = random.nextInt(random.nextBoolean() ? Math.min(bytes.length, 64) : bytes.length);
            bytes[at] = random.nextInt(3) == 0 ? (byte) 0xFF : (byte) random.nextInt();
        }
        return random.nextInt(3) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 100)) : bytes;
    }
}
