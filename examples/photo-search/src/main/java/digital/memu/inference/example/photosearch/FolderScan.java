package digital.memu.inference.example.photosearch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import digital.memu.inference.example.console.Interrupts;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is in a folder. Hidden files and folders are left out, and so are folders that programs have marked as theirs
 * (CACHEDIR.TAG). Links are not followed, so that there are no loops.
 */
final class FolderScan {

    static final String CACHE_TAG = "CACHEDIR.TAG";
    static final String CACHE_SIGNATURE = "Signature: 8a477f597d28d172789f06886806bc55";

    private final Path root;
    private final List<PhotoFile> photos = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> unseen = new ArrayList<>();

    private FolderScan(Path root) {
        this.root = root;
    }

    /**
     * Looks through a folder that {@link Path#toRealPath} gave.
     *
     * @throws IOException if the folder itself cannot be read
     */
    static FolderScan of(Path root) throws IOException {
        FolderScan scan = new FolderScan(root);
        Files.walkFileTree(root, scan.new Visitor());
        scan.photos.sort(Comparator.comparing(PhotoFile::path));
        return scan;
    }

    /** In the order of their paths. */
    List<PhotoFile> photos() {
        return photos;
    }

    Set<String> paths() {
        return photos.stream().map(PhotoFile::path).collect(Collectors.toSet());
    }

    /** What may be a photo, and cannot be looked at. */
    List<Problem> problems() {
        return problems;
    }

    /** Whether it is not known if there is such a file: it lies where nobody could look. */
    boolean isUnseen(String path) {
        return unseen.stream().anyMatch(place -> path.equals(place) || path.startsWith(place + "/"));
    }

    private void problem(Path file, String why) {
        String path = PhotoFile.path(root, file);
        problems.add(new Problem(path, why));
        unseen.add(path);
    }

    private static boolean isMarked(Path folder) throws IOException {
        Path tag = folder.resolve(CACHE_TAG);
        if (!Files.isRegularFile(tag)) {
            return false;
        }
        try (var in = Files.newInputStream(tag)) {
            return new String(in.readNBytes(CACHE_SIGNATURE.length()), US_ASCII).equals(CACHE_SIGNATURE);
        }
    }

    private final class Visitor extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes seen) throws IOException {
            return !folder.equals(root) && (isHidden(folder) || isMarked(folder))
                    ? FileVisitResult.SKIP_SUBTREE
                    : next();
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes seen) {
            if (!seen.isRegularFile() || isHidden(file)) {
                return next();
            }
            try {
                if (PhotoKinds.include(file)) {
                    add(file, seen);
                }
            } catch (IOException e) {
                problem(file, "it cannot be read");
            }
            return next();
        }

        private void add(Path file, BasicFileAttributes seen) {
            PhotoFile photo = PhotoFile.of(root, file, seen);
            if (root.resolve(photo.path()).equals(file)) {
                photos.add(photo);
            } else {
                problem(
                        file,
                        "its name has signs that this system's character set lacks: start with LC_ALL=C.UTF-8, or"
                                + " rename it");
            }
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (file.equals(root)) {
                throw e;
            }
            problem(file, "it cannot be read");
            return next();
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
            if (e != null) {
                if (folder.equals(root)) {
                    throw e;
                }
                problem(folder, "not all of it can be read");
            }
            return next();
        }

        private boolean isHidden(Path path) {
            return path.getFileName().toString().startsWith(".");
        }

        private FileVisitResult next() {
            return Interrupts.happened() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }
    }
}
