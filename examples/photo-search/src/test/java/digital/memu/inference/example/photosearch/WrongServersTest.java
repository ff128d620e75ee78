package digital.memu.inference.example.photosearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import digital.memu.inference.immich.testing.Fault;
import digital.memu.inference.immich.testing.Generation;
import digital.memu.inference.immich.testing.ImmichMlSimulator;
import digital.memu.support.JavaProgram.Ended;
import java.awt.Color;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What people set by mistake: told at once, in words, and with nothing in the index. */
class WrongServersTest {

    @TempDir
    Path folder;

    @BeforeEach
    void onePhoto() {
        Pictures.jpeg(folder.resolve("photos/red.jpg"), Color.RED);
    }

    private Ended index(String url, String... options) {
        String[] words = new String[options.length + 2];
        words[0] = "index";
        words[1] = "photos";
        System.arraycopy(options, 0, words, 2, options.length);
        return new SearchProcess(folder)
                .with("MACHINE_LEARNING_URL", url)
                .server("http://127.0.0.1:9") // nobody
                .run(words);
    }

    private void assertIndexIsEmpty() throws IOException {
        try (PhotoIndex index = PhotoIndex.open(folder.resolve("photos/.photo-search"))) {
            assertThat(index.facts()).isEqualTo(IndexFacts.of(index.facts().models()));
            assertThat(index.faces()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Immich's server | 404 | application/json | {"message":"Cannot POST /predict","statusCode":404,"correlationId":"x1"} | Immich's own server
            its web page | 200 | text/html | <!doctype html><html><head><title>Immich</title></head></html> | web page of Immich's own server
            Ollama | 404 | text/plain | 404 page not found | Ollama
            a login page | 200 | text/html | <html><form><input type="password"></form></html> | login page
            a router's page | 200 | text/html | <html><h1>Welcome</h1></html> | web page
            """)
    void anotherServiceIsToldByName(String name, int status, String type, String body, String told) throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        other.start();
        try {
            String address = "127.0.0.1:" + other.getAddress().getPort();

            Ended result = index("http://" + address);

            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err()).contains(address, told, "port 3003").doesNotContain("\tat ", "<html");
            assertIndexIsEmpty();
        } finally {
            other.stop(0);
        }
    }

    @ParameterizedTest
    @EnumSource(Generation.class)
    void aModelThatNobodyKnows(Generation generation) throws IOException {
        try (ImmichMlSimulator server =
                ImmichMlSimulator.builder().generation(generation).build()) {
            Ended result = index(server.url(), "--model", "ViT-B-99__nobody");

            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err()).contains("ViT-B-99__nobody").doesNotContain("\tat ");
            assertIndexIsEmpty();
        }
    }

    /** It says no more than that it failed, as it does of a bad photo. */
    @Test
    void aTaskThatAnOldServerDoesNotKnow() throws IOException {
        try (ImmichMlSimulator server =
                ImmichMlSimulator.builder().generation(Generation.LENIENT).build()) {
            Ended result = index(server.url(), "--text-model", "PP-OCRv6_small");

            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err())
                    .contains("PP-OCRv6_small", "needs Immich 2.2")
                    .doesNotContain("\tat ");
            assertIndexIsEmpty();
        }
    }

    @Test
    void aTaskThatANewServerDoesNotKnow() throws IOException {
        try (ImmichMlSimulator server = ImmichMlSimulator.builder().build()) {
            server.always(Fault.status(422, "application/json", "{\"detail\":\"Invalid request format.\"}"));

            Ended result = index(server.url());

            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err()).contains("Invalid request format.", " version ");
            assertIndexIsEmpty();
        }
    }

    @Test
    void anAddressThatIsNone() {
        Ended result = index("http://me:secret@pc:3003");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .startsWith("MACHINE_LEARNING_URL (environment): ")
                .doesNotContain("secret");
    }

    @Test
    void aiIsSwitchedOff() throws IOException {
        try (ImmichMlSimulator server = ImmichMlSimulator.builder().build()) {
            Ended result = new SearchProcess(folder)
                    .server(server.url())
                    .with("AI_ENABLED", "false")
                    .run("index", "photos");

            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err()).contains("AI_ENABLED");
            assertThat(server.connectionsAccepted()).isZero();
        }
    }
}
