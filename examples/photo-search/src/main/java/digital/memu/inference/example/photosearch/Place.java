package digital.memu.inference.example.photosearch;

import digital.memu.inference.example.console.Failures;
import digital.memu.inference.example.console.Plain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which folder's index a command is about. */
final class Place {

    @Option(
            names = "--in",
            paramLabel = "FOLDER",
            description = "The folder that was indexed; the working directory if left out.")
    Path folder = Path.of("");

    @Option(
            names = "--index",
            paramLabel = "DIR",
            description = "Where its index is; '.photo-search' within it if left out.")
    Path index = Path.of("");

    /** The folder itself, whatever leads to it. */
    static Path real(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new Failures.WrongUse("'" + Plain.of(folder.toString()) + "' is no folder, or it is not there.");
        }
        return folder.toRealPath();
    }

    PhotoIndex open() throws IOException {
        return PhotoIndex.open(IndexPlace.of(folder, index));
    }

    /** A file of the folder as its owner would type it. */
    String words(String path) {
        return Plain.of(folder.resolve(path).normalize().toString());
    }

    Path file(String path) throws IOException {
        return real(folder).resolve(path);
    }
}
