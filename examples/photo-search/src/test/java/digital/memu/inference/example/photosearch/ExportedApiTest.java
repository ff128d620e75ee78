package digital.memu.inference.example.photosearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A class path has no modules that would refuse it: the command line uses no more of the library than its users may. */
class ExportedApiTest {

    @Test
    void nothingInternalIsUsed() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            List<String> imports = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(ExportedApiTest::lines)
                    .filter(line -> line.contains("digital.memu.inference."))
                    .toList();

            assertThat(imports).isNotEmpty().noneMatch(line -> line.contains(".internal."));
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
