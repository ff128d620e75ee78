package digital.memu.inference.example.home;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of the whole project, from wherever a test runs. */
final class Repository {

    private Repository() {}

    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
