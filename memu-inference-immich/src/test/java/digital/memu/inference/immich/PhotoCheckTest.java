package digital.memu.inference.immich;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import digital.memu.inference.failure.UnprocessablePhotoException;
import digital.memu.inference.photo.Photo;
import digital.memu.inference.route.Evidence;
import digital.memu.support.HttpMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, what is not, and what the caller is told; each photo once as a file, once as a stream. */
class PhotoCheckTest {

    @TempDir
    Path folder;

    private final AtomicInteger files = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image-jpeg",
                "image-png",
                "image-webp",
                "image-gif",
                "image-avif",
                "image-cmyk",
                "image-grey",
                "image-alpha",
                "image-16bit-grey",
                "image-40x1",
                "image-exif-rotated",
                "faces",
                "ocr"
            })
    void whatTheServiceReadIsSent(String name) throws IOException {
        byte[] photo = Fixtures.photo(name);
        assertThat(checked(photo, name).length()).isEqualTo(photo.length);
        PhotoHeader header = checked(photo, name).header();
        HttpMessage answer = Fixtures.load(Fixtures.LENIENT, name).response();
        assertThat(answer.text())
                .contains("\"imageWidth\":" + header.width())
                .contains("\"imageHeight\":" + header.height());
    }

    @ParameterizedTest
    @CsvSource({
        "image-heic, HEIC, photo.heic",
        "image-garbage, no kind, photo.jpg",
        "image-truncated, cut off, photo.jpg",
        "image-zero-bytes, empty, photo.jpg"
    })
    void whatTheServiceFailedOnIsNot(String name, String words, String file) throws IOException {
        refused(Fixtures.photo(name), file, words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"image-jpeg", "image-png", "image-webp"})
    void aPhotoCutOffAnywhereIsNotSent(String name) throws IOException {
        byte[] whole = Fixtures.photo(name);
        // The last bytes of a PNG are a checksum that nobody misses.
        int last = name.equals("image-png") ? whole.length - 5 : whole.length;
        for (int length = 0; length < last; length += 1 + whole.length / 97) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(UnprocessablePhotoException.class)
                    .as("%d bytes of %s", length, name)
                    .isThrownBy(() -> PhotoCheck.check(Photo.of(name, part)));
            Path file = Files.write(folder.resolve("part"), part);
            assertThatExceptionOfType(UnprocessablePhotoException.class)
                    .as("%d bytes of %s", length, name)
                    .isThrownBy(() -> PhotoCheck.check(Photo.of(file)));
        }
    }

    /** A phone appends the film of a moving photo, other programs what they like. */
    @Test
    void whatFollowsTheEndIsIgnored() throws IOException {
        byte[] film = new byte[300_000];
        new Random(1).nextBytes(film);
        for (int i = 1; i < film.length; i++) {
            film[i] = film[i - 1] == (byte) 0xFF ? 0 : film[i]; // no end by chance
        }
        for (String name : new String[] {"image-jpeg", "image-png"}) {
            ByteArrayOutputStream moving = new ByteArrayOutputStream();
            moving.writeBytes(Fixtures.photo(name));
            moving.writeBytes(film);
            assertThat(checked(moving.toByteArray(), name).length()).isEqualTo(moving.size());
        }
    }

    /** The preview within EXIF has an end of its own, which is not the photo's. */
    @Test
    void theEndOfAPreviewIsNotTheEndOfThePhoto() throws IOException {
        byte[] photo = Fixtures.photo("image-jpeg");
        ByteArrayOutputStream with = new ByteArrayOutputStream();
        with.write(photo, 0, 2);
        with.writeBytes(
                new byte[] {(byte) 0xFF, (byte) 0xE2, 0, 2 + 4, (byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xD9});
        with.write(photo, 2, photo.length - 2);
        byte[] whole = with.toByteArray();
        assertThat(checked(whole, "a.jpg").length()).isEqualTo(whole.length);
        refused(Arrays.copyOf(whole, whole.length - 2), "a.jpg", "cut off");
    }

    @ParameterizedTest
    @CsvSource({
        "nef, 49492A0008000000",
        "arw, 49492A0008000000",
        "cr2, 49492A00100000004352",
        "xyz, 49492A00100000004352",
        "raf, 46554A4946494C4D4343442D524157",
        "orf, 4949524F08000000",
        "rw2, 4949550018000000",
        "cr3, 000000186674797063727820"
    })
    void rawFilesAreNamedAsSuch(String ending, String start) throws IOException {
        refused(padded(start), "photo." + ending, "raw file");
    }

    /** Told by a field within, whatever it is called. */
    @Test
    void aDngIsARawFile() throws IOException {
        refused(
                padded("49492A00" + "08000000" + "0100" + "12C6" + "0100" + "04000000" + "01040000"),
                "photo.tif",
                "raw file");
        checked(padded("49492A00" + "08000000" + "0100" + "0001" + "0300" + "01000000" + "40000000"), "photo.tif");
    }

    @ParameterizedTest
    @CsvSource({
        "FF0A0000, JPEG XL",
        "0000000C4A584C20, JPEG XL",
        "000000186674797069736F6D, a video",
        "255044462D312E37, no kind",
        "3C73766720786D6C, no kind",
        "1A45DFA300000000, no kind"
    })
    void otherKindsAreRefused(String start, String words) throws IOException {
        refused(padded(start), "photo.jpg", words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000000C6A502020", "38425053", "50360A31", "716F6966", "00000100", "49492B00"})
    void rareKindsThatItsLibraryReadsAreSent(String start) throws IOException {
        checked(padded(start), "photo");
    }

    @Test
    void tooManyPixelsAreToldFromTheStartAlone() throws IOException {
        byte[] png = Fixtures.photo("image-png");
        refused(sized(png, 16, 13_378, 13_378), "huge.png", "13378 x 13378 pixels are more than the 178956970");
        checked(sized(png, 16, 13_377, 13_377), "large.png");
        refused(sized(png, 16, -1, -1), "huge.png", "4294967295 x 4294967295");
        refused(sized(png, 16, 0, 40), "flat.png", "0 x 40 pixels");

        byte[] jpeg = Fixtures.photo("image-jpeg");
        int frame = new String(jpeg, ISO_8859_1).indexOf("\u00ff\u00c0") + 5;
        byte[] huge = jpeg.clone();
        Arrays.fill(huge, frame, frame + 4, (byte) 0xFF);
        refused(huge, "huge.jpg", "65535 x 65535");
    }

    @Test
    void whatIsNoFileIsToldAsWhatItIs() throws IOException {
        told(Photo.of(folder.resolve("nowhere.jpg")), "no such file");
        told(Photo.of(Files.createDirectory(folder.resolve("photos"))), "it is a directory");
        Path secret = Files.write(folder.resolve("secret.jpg"), Fixtures.photo("image-jpeg"));
        if (secret.toFile().setReadable(false) && !Files.isReadable(secret)) {
            told(Photo.of(secret), "may not be read");
        }
        told(
                Photo.of("s", () -> {
                    throw new IOException("gone");
                }),
                "cannot be read");
        told(
                Photo.of("s", () -> {
                    throw new IllegalStateException("gone");
                }),
                "cannot be read");
    }

    @Test
    void streamsAreClosedWhateverComesOfThem() throws IOException {
        for (String name : new String[] {"image-jpeg", "image-truncated", "image-garbage", "image-zero-bytes"}) {
            Set<Object> open = ConcurrentHashMap.newKeySet();
            Photo photo = Photo.of(name, () -> {
                InputStream stream = new ByteArrayInputStream(Fixtures.photo(name)) {
                    @Override
                    public void close() {
                        open.remove(this);
                    }
                };
                open.add(stream);
                return stream;
            });
            try {
                PhotoCheck.check(photo);
            } catch (UnprocessablePhotoException e) {
                assertThat(name).isNotEqualTo("image-jpeg");
            }
            assertThat(open).isEmpty();
        }
    }

    private CheckedPhoto checked(byte[] photo, String name) throws IOException {
        CheckedPhoto stream = PhotoCheck.check(Photo.of(name, photo));
        CheckedPhoto file = PhotoCheck.check(file(photo, name));
        assertThat(file.length()).isEqualTo(stream.length());
        assertThat(file.header()).isEqualTo(stream.header());
        return file;
    }

    private void refused(byte[] photo, String name, String words) throws IOException {
        told(Photo.of(name, photo), words);
        told(file(photo, name), words);
    }

    private static void told(Photo photo, String words) {
        UnprocessablePhotoException failure =
                catchThrowableOfType(UnprocessablePhotoException.class, () -> PhotoCheck.check(photo));
        assertThat(failure)
                .isNotNull()
                .hasMessageContaining("photo '" + photo.name() + "': ")
                .hasMessageContaining(words);
        assertThat(failure.getMessage()).as("an advice follows").containsPattern("[^ ]\\. [A-Z]");
        assertThat(failure.sent()).isFalse();
        assertThat(failure.evidence()).isEqualTo(Evidence.NONE);
    }

    private Photo file(byte[] photo, String name) throws IOException {
        Path each = Files.createDirectory(folder.resolve(String.valueOf(files.incrementAndGet())));
        return Photo.of(Files.write(each.resolve(name), photo));
    }

    private static byte[] padded(String hex) {
        byte[] bytes = new byte[200];
        for (int i = 0; i < hex.length() / 2; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(i * 2, i * 2 + 2), 16);
        }
        return bytes;
    }

    private static byte[] sized(byte[] photo, int at, int width, int height) {
        byte[] other = photo.clone();
        java.nio.ByteBuffer.wrap(other).putInt(at, width).putInt(at + 4, height);
        return other;
    }
}
