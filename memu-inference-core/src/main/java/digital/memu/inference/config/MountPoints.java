package digital.memu.inference.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which places of this process's file system have something mounted on them; none where the system does not tell. */
final class MountPoints {

    private static final Path TABLE = Path.of("/proc/self/mountinfo");
    private static final int POINT = 4;

    private MountPoints() {}

    static boolean contains(Path file) throws IOException {
        if (!Files.isReadable(TABLE)) {
            return false;
        }
        String wanted = file.toString();
        // Names may be of any bytes: Latin-1 reads them all, and the one looked for the same way.
        String bytes = new String(wanted.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return Files.readAllLines(TABLE, StandardCharsets.ISO_8859_1).stream()
                .map(line -> line.split(" "))
                .anyMatch(fields ->
                        fields.length > POINT && unescaped(fields[POINT]).equals(bytes));
    }

    /** The kernel writes blank, tab, line end and backslash as three octal digits. */
    static String unescaped(String point) {
        return point.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
