package digital.memu.inference.example.photosearch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file that may be a photo, as the folder had it when it was looked through.
 *
 * @param path from the folder on, with {@code /} on every system: its name in the index
 * @param modified in milliseconds
 */
record PhotoFile(Path file, String path, long size, long modified) {

    static PhotoFile of(Path root, Path file, BasicFileAttributes seen) {
        return new PhotoFile(
                file, path(root, file), seen.size(), seen.lastModifiedTime().toMillis());
    }

    static String path(Path root, Path file) {
        StringBuilder path = new StringBuilder();
        root.relativize(file)
                .forEach(name -> path.append(path.isEmpty() ? "" : "/").append(name));
        return path.toString();
    }

    /** Whether it is now what it was. */
    boolean isUnchanged() {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return now.size() == size && now.lastModifiedTime().toMillis() == modified;
        } catch (IOException e) {
            return false;
        }
    }
}
