package digital.memu.inference.immich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import digital.memu.inference.failure.UnprocessablePhotoException;
import digital.memu.inference.photo.Photo;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.photo.PhotoModel;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.photo.Region;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageIoPhotoPreparerTest {

    private static final ImageIoPhotoPreparer PREPARER = ImageIoPhotoPreparer.create();

    @TempDir
    Path folder;

    /**
     * The photo as it is to be seen has a red left upper quarter, a green right upper one, a blue left lower one and a white
     * right lower one; it is stored as the number says.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyOrientationIsTurnedUprightAndItsBoxesBack(int orientation) throws IOException {
        for (boolean littleEndian : new boolean[] {true, false}) {
            Photo stored = Photo.of("a.jpg", exif(jpeg(stored(orientation)), orientation, littleEndian));
            FoundRed model = new FoundRed();

            PhotoAnalysis found = model.preparedBy(PREPARER)
                    .analyze(PhotoRequest.of(stored).text("m").build());

            BufferedImage upright = model.sent.get();
            assertThat(Math.max(upright.getWidth(), upright.getHeight())).isEqualTo(1440);
            assertThat(upright.getWidth()).isGreaterThan(upright.getHeight());
            assertThat(colour(upright, 0.25, 0.25)).isEqualTo("red");
            assertThat(colour(upright, 0.75, 0.25)).isEqualTo("green");
            assertThat(colour(upright, 0.25, 0.75)).isEqualTo("blue");
            assertThat(colour(upright, 0.75, 0.75)).isEqualTo("white");
            boolean standing = orientation >= 5;
            assertThat(found.width()).isEqualTo(standing ? 1200 : 1600);
            assertThat(found.height()).isEqualTo(standing ? 1600 : 1200);
            Region.Box box = found.lines().get(0).region().bounds();
            assertThat(colour(stored(orientation), box)).isEqualTo("red");
            assertThat(box.width()).isEqualTo(standing ? 600 : 800, within(1e-6));
            assertThat(box.height()).isEqualTo(standing ? 800 : 600, within(1e-6));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"image-jpeg", "image-grey", "image-cmyk"})
    void aPhotoThatIsFineIsSentAsItIs(String name) throws IOException {
        byte[] fine = Fixtures.photo(name);
        assertThat(bytes(PREPARER.prepare(Photo.of("a.jpg", fine)).photo())).isEqualTo(fine);
    }

    /** The service reads them, the JDK does not. */
    @ParameterizedTest
    @ValueSource(strings = {"image-webp", "image-avif"})
    void whatTheJdkCannotDecodeIsSentAsItIs(String name) throws IOException {
        byte[] photo = Fixtures.photo(name);
        assumeTrue(
                name.endsWith("cmyk")
                        || !ImageIO.getImageReadersBySuffix(name.substring(6)).hasNext(),
                "a plug-in of ImageIO decodes it");
        assertThat(bytes(PREPARER.prepare(Photo.of(name, photo)).photo())).isEqualTo(photo);
        assertThat(bytes(PREPARER.prepare(Photo.of(Files.write(folder.resolve(name), photo)))
                        .photo()))
                .isEqualTo(photo);
    }

    @ParameterizedTest
    @ValueSource(strings = {"image-png", "image-gif", "image-alpha", "image-16bit-grey"})
    void otherKindsBecomeJpeg(String name) throws IOException {
        byte[] photo = Fixtures.photo(name);
        byte[] file = bytes(PREPARER.prepare(Photo.of(Files.write(folder.resolve(name), photo)))
                .photo());
        byte[] sent = bytes(PREPARER.prepare(Photo.of(name, photo)).photo());
        assertThat(PhotoCheck.check(Photo.of("sent", sent)).header().kind()).isEqualTo(PhotoKind.JPEG);
        assertThat(file).isEqualTo(sent);
    }

    @Test
    void whatIsTransparentBecomesWhite() throws IOException {
        BufferedImage clear = new BufferedImage(100, 100, BufferedImage.TYPE_INT_ARGB);
        byte[] sent =
                bytes(PREPARER.prepare(Photo.of("a.png", encoded(clear, "png"))).photo());
        assertThat(colour(image(sent), 0.5, 0.5)).isEqualTo("white");
    }

    @ParameterizedTest
    @CsvSource({"image-heic, HEIC", "image-garbage, no kind", "image-truncated, cut off", "image-zero-bytes, empty"})
    void whatNobodyCanReadIsTold(String name, String words) {
        assertThatExceptionOfType(UnprocessablePhotoException.class)
                .isThrownBy(() -> PREPARER.prepare(Photo.of(name, Fixtures.photo(name))))
                .withMessageContaining(words);
    }

    /** Large enough that its pixels alone would be 192 MB. */
    @Test
    void aLargePhotoIsDecodedInPart() throws IOException {
        BufferedImage bits = new BufferedImage(10_000, 6_400, BufferedImage.TYPE_BYTE_BINARY);
        Path file = Files.write(folder.resolve("large.png"), encoded(bits, "png"));
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        BufferedImage sent = image(bytes(PREPARER.prepare(Photo.of(file)).photo()));

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000_000);
        assertThat(sent.getWidth()).isEqualTo(1440);
        assertThat(sent.getHeight()).isEqualTo(922);
    }

    /** A few bytes that want gigabytes: decoders hold them in one piece, before they have seen that nothing follows. */
    @ParameterizedTest
    @ValueSource(strings = {"progressive", "several scans", "gif", "tiff"})
    void aSmallFileThatSaysItIsHugeIsNotDecoded(String kind) {
        byte[] bomb = Bombs.of(kind, 44_000);
        assertThatExceptionOfType(UnprocessablePhotoException.class)
                .isThrownBy(() -> PREPARER.prepare(Photo.of(kind, bomb)))
                .withMessageContaining("more than the 178956970");
    }

    @Test
    void aPhotoInOnePieceIsDecodedIfItIsNotHuge() throws IOException {
        for (String kind : new String[] {"progressive", "several scans", "gif"}) {
            BufferedImage sent = image(bytes(
                    PREPARER.prepare(Photo.of(kind, Bombs.of(kind, 2_000))).photo()));
            assertThat(sent.getWidth()).as(kind).isEqualTo(1440);
        }
        assertThat(PhotoCheck.look(Photo.of("a", Bombs.of("tiff", 2_000)))
                        .header()
                        .piece())
                .isEqualTo(4_000_000);
        assertThat(PhotoCheck.look(Photo.of("a", Fixtures.photo("image-jpeg")))
                        .header()
                        .piece())
                .isZero();
    }

    @Test
    void thinPhotosKeepAPixel() throws IOException {
        BufferedImage line = new BufferedImage(5_000, 1, BufferedImage.TYPE_INT_RGB);
        BufferedImage sent = image(
                bytes(PREPARER.prepare(Photo.of("a.png", encoded(line, "png"))).photo()));
        assertThat(sent.getWidth()).isEqualTo(1440);
        assertThat(sent.getHeight()).isEqualTo(1);
    }

    @Test
    void theLongSideHasLimits() {
        assertThat(ImageIoPhotoPreparer.ofLongSide(64)).hasToString("ImageIoPhotoPreparer[64 pixels]");
        for (int wrong : new int[] {0, -1, 63, 8193}) {
            assertThatThrownBy(() -> ImageIoPhotoPreparer.ofLongSide(wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** A model that tells the left upper quarter of what it is sent. */
    private static final class FoundRed implements PhotoModel {
        private final AtomicReference<BufferedImage> sent = new AtomicReference<>();

        @Override
        public PhotoAnalysis analyze(PhotoRequest request) {
            BufferedImage image;
            try {
                image = image(bytes(request.photo()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            sent.set(image);
            Region quarter = Region.ofFractions(
                    image.getWidth(),
                    image.getHeight(),
                    List.of(
                            new Region.Point(0, 0),
                            new Region.Point(0.5, 0),
                            new Region.Point(0.5, 0.5),
                            new Region.Point(0, 0.5)));
            return PhotoAnalysis.builder(image.getWidth(), image.getHeight())
                    .line(digital.memu.inference.photo.TextLine.of("red", quarter, 1, 1))
                    .build();
        }

        @Override
        public digital.memu.inference.photo.TextEmbedding embedText(
                digital.memu.inference.photo.PhotoTextRequest request) {
            throw new UnsupportedOperationException();
        }
    }

    private static BufferedImage stored(int orientation) {
        BufferedImage upright = new BufferedImage(1600, 1200, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = upright.createGraphics();
        paint(graphics, Color.RED, 0, 0);
        paint(graphics, Color.GREEN, 800, 0);
        paint(graphics, Color.BLUE, 0, 600);
        paint(graphics, Color.WHITE, 800, 600);
        graphics.dispose();
        boolean standing = orientation >= 5;
        int width = standing ? 1200 : 1600;
        int height = standing ? 1600 : 1200;
        BufferedImage stored = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                // The words of the standard: where the row 0 and the column 0 of what is stored are to be seen.
                int[] seen = switch (orientation) {
                    case 2 -> new int[] {1599 - x, y};
                    case 3 -> new int[] {1599 - x, 1199 - y};
                    case 4 -> new int[] {x, 1199 - y};
                    case 5 -> new int[] {y, x};
                    case 6 -> new int[] {1599 - y, x};
                    case 7 -> new int[] {1599 - y, 1199 - x};
                    case 8 -> new int[] {y, 1199 - x};
                    default -> new int[] {x, y};
                };
                stored.setRGB(x, y, upright.getRGB(seen[0], seen[1]));
            }
        }
        return stored;
    }

    private static void paint(Graphics2D graphics, Color colour, int x, int y) {
        graphics.setColor(colour);
        graphics.fillRect(x, y, 800, 600);
    }

    private static String colour(BufferedImage image, Region.Box box) {
        return colour(
                image,
                (box.left() + box.right()) / 2 / image.getWidth(),
                (box.top() + box.bottom()) / 2 / image.getHeight());
    }

    private static String colour(BufferedImage image, double x, double y) {
        Color pixel = new Color(image.getRGB((int) (x * image.getWidth()), (int) (y * image.getHeight())));
        boolean red = pixel.getRed() > 200;
        boolean green = pixel.getGreen() > 200;
        boolean blue = pixel.getBlue() > 200;
        if (red && green && blue) {
            return "white";
        }
        return red ? "red" : green ? "green" : blue ? "blue" : pixel.toString().toLowerCase(Locale.ROOT);
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        return encoded(image, "jpg");
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, out)).isTrue();
        return out.toByteArray();
    }

    private static BufferedImage image(byte[] bytes) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }

    private static byte[] bytes(Photo photo) throws IOException {
        try (InputStream in = photo.open()) {
            return in.readAllBytes();
        }
    }

    private static byte[] exif(byte[] jpeg, int orientation, boolean little) {
        java.nio.ByteBuffer block = java.nio.ByteBuffer.allocate(26)
                .order(little ? java.nio.ByteOrder.LITTLE_ENDIAN : java.nio.ByteOrder.BIG_ENDIAN);
        block.putShort((short) (little ? 0x4949 : 0x4D4D)).putShort((short) 42).putInt(8);
        block.putShort((short) 1).putShort((short) 274).putShort((short) 3).putInt(1);
        block.putShort((short) orientation).putShort((short) 0).putInt(0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        int length = 2 + 6 + block.capacity();
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xE1, (byte) (length >> 8), (byte) length});
        out.writeBytes(new byte[] {'E', 'x', 'i', 'f', 0, 0});
        out.writeBytes(block.array());
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }
}
