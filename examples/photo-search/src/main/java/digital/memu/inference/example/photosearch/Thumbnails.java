package digital.memu.inference.example.photosearch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import digital.memu.inference.example.console.Plain;
import digital.memu.inference.failure.UnprocessablePhotoException;
import digital.memu.inference.immich.ImageIoPhotoPreparer;
import digital.memu.inference.photo.Photo;
import digital.memu.inference.photo.PhotoPreparer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Small upright pictures in a folder beside a page; named by content, so that none is made twice. */
final class Thumbnails {

    private static final int LONG_SIDE = 320;

    /** What cannot be made smaller here is taken as it is, if a browser is not slowed down by it. */
    private static final int MOST_BYTES = 300_000;

    private static final Pattern OURS = Pattern.compile("[0-9a-f]{32}\\.jpg");

    private final Path folder;
    private final Set<Path> shown = new HashSet<>();
    private final PhotoPreparer preparer = ImageIoPhotoPreparer.ofLongSide(LONG_SIDE);

    private Thumbnails(Path folder) {
        this.folder = folder;
    }

    static Thumbnails beside(Path page) throws IOException {
        String name = page.getFileName().toString();
        int ending = name.lastIndexOf('.');
        Path folder = page.resolveSibling((ending > 0 ? name.substring(0, ending) : name) + "-thumbnails");
        Files.createDirectories(folder);
        // Backups leave it out, and so does this program where the page lies among the photos.
        WholeFile.write(
                folder.resolve(FolderScan.CACHE_TAG),
                (FolderScan.CACHE_SIGNATURE + "\n# Small pictures for the page " + Plain.of(name) + "\n")
                        .getBytes(US_ASCII));
        return new Thumbnails(folder);
    }

    /** That of a photo; empty where none can be made. */
    Optional<Path> of(String content, Path photo) throws IOException {
        Path thumbnail = folder.resolve(content.substring(0, 32) + ".jpg");
        shown.add(thumbnail);
        if (Files.exists(thumbnail)) {
            return Optional.of(thumbnail);
        }
        byte[] bytes;
        try (InputStream in = preparer.prepare(Photo.of(photo)).photo().open()) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (IOException | UnprocessablePhotoException e) {
            return Optional.empty(); // it was moved or damaged since it was indexed
        }
        return bytes.length > MOST_BYTES ? Optional.empty() : Optional.of(WholeFile.write(thumbnail, bytes));
    }

    /** Takes away those that an earlier page of the same name showed and this one does not. */
    void removeOthers() throws IOException {
        List<Path> others;
        try (Stream<Path> files = Files.list(folder)) {
            others = files.filter(
                            file -> OURS.matcher(file.getFileName().toString()).matches() && !shown.contains(file))
                    .toList();
        }
        for (Path other : others) {
            Files.delete(other);
        }
    }
}
