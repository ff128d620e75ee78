package digital.memu.inference.immich;

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

/** Recordings of real Immich machine-learning services. */
final class Fixtures {

    static final String LENIENT = "lenient";
    static final String STRICT = "strict";

    private static final String FOLDER = "/fixtures/immich/";
    private static final String REQUEST = ".request.http";

    private Fixtures() {}

    /** One case. */
    static RecordedExchange load(String folder, String name) {
        return new RecordedExchange(
                folder,
                name,
                HttpMessage.parse(bytes(folder + "/" + name + REQUEST)),
                HttpMessage.parse(bytes(folder + "/" + name + ".response.http")));
    }

    /** All cases. */
    static Stream<RecordedExchange> all() {
        return Stream.of(LENIENT, STRICT)
                .flatMap(folder -> names(folder).stream().map(name -> load(folder, name)));
    }

    /** The photo that a case of the lenient service sent. */
    static byte[] photo(String name) {
        return Form.of(load(LENIENT, name).request())
                .part("image")
                .orElseThrow()
                .content();
    }

    static List<String> names(String folder) {
        try (Stream<Path> files = Files.list(Path.of(Objects.requireNonNull(Fixtures.class.getResource(FOLDER + folder))
                .toURI()))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(REQUEST))
                    .map(file -> file.substring(0, file.length() - REQUEST.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
