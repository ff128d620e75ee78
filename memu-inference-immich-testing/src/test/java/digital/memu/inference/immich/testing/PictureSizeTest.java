package digital.memu.inference.immich.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureSizeTest {

    @ParameterizedTest
    @CsvSource({
        "clip-visual, 160, 120", "image-jpeg, 64, 48", "image-grey, 64, 48", "image-cmyk, 64, 48",
        "image-exif-rotated, 64, 48", "image-png, 64, 48", "image-alpha, 64, 48", "image-40x1, 40, 1",
        "image-webp, 64, 48", "image-gif, 64, 48", "image-avif, 64, 48", "faces, 320, 240"
    })
    void sizeIsTheStoredOne(String recording, int width, int height) {
        assertThat(PictureSize.of(Requests.picture(recording))).contains(new PictureSize(width, height));
    }

    @ParameterizedTest
    @ValueSource(strings = {"image-jpeg", "image-cmyk", "image-png", "image-webp", "image-avif"})
    void cutOffPictureIsNone(String recording) {
        byte[] picture = Requests.picture(recording);
        for (int length = 0; length < picture.length; length++) {
            assertThat(PictureSize.of(Arrays.copyOf(picture, length)))
                    .as("%d bytes", length)
                    .isEmpty();
        }
    }

    @Test
    void gifNeedsItsFirstPictureOnly() {
        byte[] gif = Requests.picture("image-gif");
        assertThat(PictureSize.of(Arrays.copyOf(gif, gif.length - 1))).isPresent();
        assertThat(PictureSize.of(Arrays.copyOf(gif, gif.length - 2))).isEmpty();
    }

    @Test
    void bytesAfterTheEndDoNoHarm() {
        for (String recording : new String[] {"image-jpeg", "image-png", "image-gif", "image-webp"}) {
            byte[] picture = Requests.picture(recording);
            assertThat(PictureSize.of(Arrays.copyOf(picture, picture.length + 9)))
                    .isPresent();
        }
    }

    @Test
    void losslessAndExtendedWebpTellTheirSize() {
        byte[] lossless = riff("VP8L", new byte[] {5, 0, 0, 0, 0x2F, (byte) 0x8F, (byte) 0xC1, 0x07, 0});
        assertThat(PictureSize.of(lossless)).contains(new PictureSize(400, 32));
        byte[] extended = riff("VP8X", new byte[] {10, 0, 0, 0, 0, 0, 0, 0, (byte) 0x8F, 1, 0, 31, 0, 0});
        assertThat(PictureSize.of(extended)).contains(new PictureSize(400, 32));
    }

    private static byte[] riff(String chunk, byte[] content) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("RIFF".getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(new byte[] {(byte) (8 + content.length), 0, 0, 0});
        file.writeBytes(("WEBP" + chunk).getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(content);
        return file.toByteArray();
    }

    @Test
    void tooManyPixelsAreRefusedAsADecompressionBomb() {
        byte[] png = Requests.picture("image-png");
        ByteBuffer.wrap(png).putInt(16, 13_377).putInt(20, 13_377);
        assertThat(PictureSize.of(png)).contains(new PictureSize(13_377, 13_377));
        ByteBuffer.wrap(png).putInt(16, 13_378);
        assertThat(PictureSize.of(png)).isEmpty();
    }

    @Test
    void noiseInAPictureNeverDoesMoreThanSpoilIt() {
        Random random = new Random(11);
        for (String recording :
                new String[] {"image-jpeg", "image-png", "image-gif", "image-webp", "image-avif", "image-heic"}) {
            byte[] picture = Requests.picture(recording);
            for (int round = 0; round < 3_000; round++) {
                byte[] noisy = picture.clone();
                for (int i = 0; i < 3; i++) {
                    noisy[random.nextInt(noisy.length)] = (byte) random.nextInt();
                }
                PictureSize.of(noisy);
            }
        }
    }
}
