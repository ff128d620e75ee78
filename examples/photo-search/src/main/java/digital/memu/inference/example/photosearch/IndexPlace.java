package digital.memu.inference.example.photosearch;

import digital.memu.inference.example.console.Failures;
import digital.memu.inference.example.console.Plain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.NIOFSDirectory;

/** The folder that an index lies in. */
final class IndexPlace {

    private static final String USUAL = ".photo-search";

    private IndexPlace() {}

    /** Where the index of a folder is, unless somebody wants it elsewhere. */
    static Path of(Path folder, Path wanted) {
        return wanted.toString().isEmpty() ? folder.resolve(USUAL) : wanted;
    }

    /** Its files, read and written by plain Java: other ways need access to native code, of which newer JDKs warn. */
    static Directory directory(Path place) throws IOException {
        return new NIOFSDirectory(place);
    }

    /**
     * Refuses a folder in which there is anything but an index, finished or not: Lucene deletes files that it takes for its
     * own.
     */
    static void check(Path place) throws IOException {
        if (!Files.exists(place)) {
            return;
        }
        if (!Files.isDirectory(place)) {
            throw new Failures.WrongUse("'" + Plain.of(place.toString()) + "' is a file: an index is a folder.");
        }
        List<String> others;
        try (Stream<Path> files = Files.list(place)) {
            others = files.map(file -> file.getFileName().toString())
                    .filter(name -> !isOurs(name))
                    .toList();
        }
        if (!others.isEmpty()) {
            throw new Failures.WrongUse("'" + Plain.of(place.toString()) + "' is no index: there is '"
                    + Plain.of(others.get(0)) + "' in it. Name a folder that is empty or not there yet.");
        }
    }

    private static boolean isOurs(String name) {
        return IndexFileNames.CODEC_FILE_PATTERN.matcher(name).matches()
                || name.startsWith(IndexFileNames.SEGMENTS)
                || name.startsWith(IndexFileNames.PENDING_SEGMENTS)
                || name.equals(IndexWriter.WRITE_LOCK_NAME);
    }
}
