package digital.memu.inference.example.photosearch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are there as a whole or not at all. */
final class WholeFile {

    private WholeFile() {}

    /** Writes it in place of what is there; returns where it is. */
    static Path write(Path file, byte[] bytes) throws IOException {
        Path unfinished = Files.createTempFile(file.getParent(), ".photo-search", ".tmp");
        try {
            Files.write(unfinished, bytes);
            return Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
