package digital.memu.inference.example.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Pictures of nothing. */
final class Pictures {

    private Pictures() {}

    static Path jpeg(Path file, int width, int height) throws IOException {
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "jpg", file.toFile());
        return file;
    }

    /** A bit for each pixel, so that a large one is soon made. */
    static Path png(Path file, int width, int height) throws IOException {
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY), "png", file.toFile());
        return file;
    }

    /** The start of what a telephone makes, by which it is known. */
    static byte[] heic() {
        byte[] start = "\0\0\0\u0018ftypheic\0\0\0\0mif1heic".getBytes(StandardCharsets.ISO_8859_1);
        return Arrays.copyOf(start, 4096);
    }
}
