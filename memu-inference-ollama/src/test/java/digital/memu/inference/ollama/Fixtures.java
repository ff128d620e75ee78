package digital.memu.inference.ollama;

import digital.memu.support.HttpMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Recordings of real Ollama servers. */
public final class Fixtures {

    /** The last version before llama-server in which it was recorded. */
    public static final String V0_17 = "v0.17.0";

    public static final String V0_32 = "v0.32.15";

    private static final String FOLDER = "/fixtures/ollama/";
    private static final String REQUEST = ".request.http";

    private Fixtures() {}

    public static List<String> versions() {
        return List.of(V0_17, V0_32);
    }

    /** One case of one version. */
    public static RecordedExchange load(String version, String name) {
        return new RecordedExchange(
                version,
                name,
                HttpMessage.parse(bytes(version + "/" + name + REQUEST)),
                HttpMessage.parse(bytes(version + "/" + name + ".response.http")));
    }

    /** All cases of all versions. */
    public static Stream<RecordedExchange> all() {
        return versions().stream().flatMap(version -> names(version).stream().map(name -> load(version, name)));
    }

    /** The names of all cases of a version. */
    public static List<String> names(String version) {
        try (Stream<Path> files = Files.list(folder(version))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(REQUEST))
                    .map(file -> file.substring(0, file.length() - REQUEST.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder(String version) {
        try {
            return Path.of(Objects.requireNonNull(Fixtures.class.getResource(FOLDER + version))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String file) {
        try (InputStream in = Fixtures.class.getResourceAsStream(FOLDER + file)) {
            return Objects.requireNonNull(in, file).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
