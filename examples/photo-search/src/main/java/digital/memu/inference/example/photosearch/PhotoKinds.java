package digital.memu.inference.example.photosearch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Which files are meant to be photos: by the ending of their names, or by their first bytes. */
final class PhotoKinds {

    /** Some of them nobody here can read, which is to be told: their owner takes them for photos. */
    private static final Set<String> ENDINGS = Set.of(
            "avif", "bmp", "gif", "heic", "heif", "jfif", "jpe", "jpeg", "jpg", "jxl", "png", "tif", "tiff", "webp");

    private static final int ENOUGH = 12;

    private PhotoKinds() {}

    /**
     * Whether it is meant to be one.
     *
     * @throws IOException if it has no such ending and cannot be read
     */
    static boolean include(Path file) throws IOException {
        String name = file.getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return ENDINGS.contains(ending) || isPicture(start(file));
    }

    private static String start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(ENOUGH), ISO_8859_1);
        }
    }

    private static boolean isPicture(String start) {
        return start.startsWith("\u00ff\u00d8\u00ff")
                || start.startsWith("\u0089PNG\r\n\u001a\n")
                || start.startsWith("GIF8")
                || (start.startsWith("RIFF") && start.startsWith("WEBP", 8));
    }
}
