package digital.memu.inference.example.cli;

import digital.memu.inference.failure.UnprocessablePhotoException;
import digital.memu.inference.photo.Photo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Photos by the names that were given. */
final class PhotoFiles {

    static final String INPUT = "-";

    /** All of it is kept in memory: it is read twice. */
    private static final int LONGEST = 64 * 1024 * 1024;

    private PhotoFiles() {}

    static Photo of(String name) {
        if (name.equals(INPUT)) {
            return ofInput();
        }
        try {
            return Photo.of(Path.of(name));
        } catch (InvalidPathException e) {
            throw UnprocessablePhotoException.unreadable(
                    name,
                    "no file can have this name",
                    "If letters of it were lost on its way here, set LC_ALL=C.UTF-8 or give the photo on standard input",
                    e);
        }
    }

    private static Photo ofInput() {
        try {
            byte[] bytes = System.in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw UnprocessablePhotoException.unreadable(
                        INPUT, "it is larger than 64 MB", "Name the file, which is not kept in memory", null);
            }
            return Photo.of(INPUT, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
