package digital.memu.inference.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digital.memu.inference.immich.testing.Fault;
import digital.memu.inference.immich.testing.ImmichMlSimulator;
import digital.memu.inference.immich.testing.SimulatedFace;
import digital.memu.inference.immich.testing.SimulatedLine;
import digital.memu.support.JavaProgram.Ended;
import digital.memu.support.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Photos from a shell, on a gaming PC and a hub. */
class PhotoCommandTest {

    private final ImmichMlSimulator pc = ImmichMlSimulator.builder()
            .faces(photo -> List.of(SimulatedFace.at(10, 20, photo.width() / 4.0, photo.height() / 3.0)
                    .withScore(0.98)))
            .text(photo -> List.of(
                    SimulatedLine.of("ICE CREAM", 0.1, 0.1, 0.5, 0.2), SimulatedLine.of("closed", 0.1, 0.5, 0.4, 0.6)))
            .build();
    private final ImmichMlSimulator hub = ImmichMlSimulator.builder().build();

    @TempDir
    Path folder;

    private MemuProcess memu;
    private Path beach;

    @BeforeEach
    void knowThem() throws IOException {
        memu = new MemuProcess(folder)
                .with("MACHINE_LEARNING_URL", pc.url())
                .with("MACHINE_LEARNING_LOCAL_URL", hub.url());
        beach = Pictures.jpeg(folder.resolve("beach.jpg"), 400, 300);
    }

    @AfterEach
    void close() {
        pc.close();
        hub.close();
    }

    @Test
    void whatIsInIt() {
        Ended result = memu.run("photo", "--on", pcName(), "beach.jpg");

        assertThat(result.out()).isEqualTo("""
                        beach.jpg: 400 x 300 pixels, looked at by 127.0.0.1:%d
                          Vector: ViT-B-32__openai/512
                          Faces: 1
                            10, 20 to 100, 100: score 0.98
                          Text:
                            ICE CREAM
                            closed
                        """.formatted(pc.port()));
        assertThat(result.err()).startsWith("route: 127.0.0.1:" + pc.port() + ": ");
        assertThat(result.code()).isZero();
    }

    @Test
    void onlyWhatIsAskedForAndByWhom() {
        Ended result = memu.run("photo", "--faces", "buffalo_s", "--on", "local-photos", "beach.jpg");
        Ended nobody = memu.run("photo", "--on", "local", "beach.jpg");

        assertThat(result.out()).isEqualTo("beach.jpg: 400 x 300 pixels, looked at by local-photos\n  Faces: none\n");
        assertThat(hub.requests("/predict").get(0).entries().orElseThrow())
                .contains("buffalo_s")
                .doesNotContain("clip", "ocr");
        assertThat(nobody.err()).contains("There is no server named 'local'. There are: 127.0.0.1:");
        assertThat(nobody.code()).isEqualTo(2);
    }

    @Test
    void asJsonWithItsVectors() {
        Ended result = memu.run("photo", "--json", "--on", pcName(), "beach.jpg");

        JsonNode photo = TwoServers.json(result.out());
        assertThat(photo.path("photo").asText()).isEqualTo("beach.jpg");
        assertThat(photo.path("width").asInt()).isEqualTo(400);
        assertThat(photo.path("backend").asText()).isEqualTo("127.0.0.1:" + pc.port());
        assertThat(photo.path("embedding").path("vector")).hasSize(512);
        assertThat(photo.path("faces").path(0).path("embedding").path("vector")).hasSize(512);
        assertThat(photo.path("faces").path(0).path("box").toString()).isEqualTo("[10.0,20.0,100.0,100.0]");
        assertThat(photo.path("lines").findValuesAsText("text")).containsExactly("ICE CREAM", "closed");
        assertThat(photo.path("route").path(0).path("outcome").asText()).isEqualTo("SERVED");
        assertThat(result.out().lines()).hasSize(1);
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
    }

    @Test
    void photosThatCannotBeWorkedOnDoNotStopTheOthers() throws IOException {
        byte[] jpeg = Files.readAllBytes(beach);
        Files.write(folder.resolve("empty.jpg"), new byte[0]);
        Files.write(folder.resolve("cut.jpg"), Arrays.copyOf(jpeg, jpeg.length / 2));
        Files.write(folder.resolve("iphone.heic"), Pictures.heic());
        Files.createDirectory(folder.resolve("album"));

        Ended result = memu.run(
                "photo",
                "--on",
                pcName(),
                "--faces",
                "buffalo_l",
                "beach.jpg",
                "gone.jpg",
                "album",
                "empty.jpg",
                "cut.jpg",
                "iphone.heic",
                "./beach.jpg");

        assertThat(result.out()).startsWith("beach.jpg: ").contains("\n\n./beach.jpg: ");
        assertThat(result.err().lines().filter(line -> line.startsWith("photo ")))
                .satisfiesExactly(
                        line -> assertThat(line).contains("'gone.jpg': there is no such file"),
                        line -> assertThat(line).contains("'album': it is a directory"),
                        line -> assertThat(line).contains("'empty.jpg': it is empty: 0 bytes"),
                        line -> assertThat(line).contains("'cut.jpg': it is cut off"),
                        line -> assertThat(line).contains("'iphone.heic': it is HEIC", "JPEG"));
        assertThat(result.code()).isEqualTo(1);
        assertThat(pc.requests("/predict")).hasSize(2);
    }

    @Test
    void fromStandardInput() {
        Ended result = memu.shell("\"$@\" < beach.jpg", "photo", "-");
        Ended nothing = memu.run("photo", "--json", "-");
        Ended twice = memu.run("photo", "-", "-");

        assertThat(result.out()).startsWith("-: 400 x 300 pixels");
        assertThat(TwoServers.json(nothing.out()).path("error").asText()).contains("it is empty: 0 bytes");
        assertThat(nothing.code()).isEqualTo(1);
        assertThat(twice.code()).isEqualTo(2);
    }

    @Test
    void aHugeOneIsMadeSmallerFirst() throws IOException {
        Pictures.png(folder.resolve("huge.png"), 10_000, 10_000);

        Ended result = memu.run("photo", "--on", pcName(), "--text", "PP-OCRv5_mobile", "huge.png");

        assertThat(result.out()).startsWith("huge.png: 10000 x 10000 pixels");
        assertThat(pc.requests("/predict").get(0).part("image").orElseThrow().bytes())
                .startsWith(0xff, 0xd8);
        assertThat(result.code()).isZero();
    }

    @Test
    void asItIs() throws IOException {
        Path large = Pictures.jpeg(folder.resolve("large.jpg"), 2000, 1000);

        Ended result = memu.run("photo", "--on", pcName(), "--as-is", "large.jpg");

        assertThat(result.out()).startsWith("large.jpg: 2000 x 1000 pixels");
        assertThat(pc.requests("/predict").get(0).part("image").orElseThrow().bytes())
                .isEqualTo(Files.readAllBytes(large));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | application/json | {\"message\":\"Cannot POST /predict\",\"statusCode\":404} | Immich's own server",
                "404 | text/plain | 404 page not found | looks like Ollama",
                "200 | text/html | <html><form><input type=\"password\"></form></html> | a login page",
            })
    void anotherServiceAtItsAddress(int status, String type, String body, String words) {
        pc.always(Fault.status(status, type, body));

        Ended alone = memu.run("photo", "--on", pcName(), "beach.jpg", "beach.jpg", "beach.jpg");
        Ended result = runOnBoth("photo", "beach.jpg");

        assertThat(alone.err())
                .startsWith("No server could do it:\n  127.0.0.1:" + pc.port() + ": ")
                .contains(words)
                .endsWith("\nLeft out 2 more photos.\n");
        assertThat(alone.code()).isEqualTo(1);
        assertThat(result.out()).startsWith("beach.jpg: 400 x 300 pixels, looked at by local-photos");
        assertThat(result.err()).contains(words);
        assertThat(result.code()).isZero();
    }

    /** Where little time is left for it, a process may connect to the hub before it has connected to the preferred PC. */
    private Ended runOnBoth(String... arguments) {
        int asked = pc.requests("/predict").size();
        Ended result = memu.run(arguments);
        for (int again = 0; again < 20 && pc.requests("/predict").size() == asked; again++) {
            result = memu.run(arguments);
        }
        return result;
    }

    @Test
    void aModelThatNobodyKnows() {
        Ended result = memu.run("photo", "--json", "--embedding", "ViT-X", "beach.jpg", "beach.jpg");

        assertThat(TwoServers.json(result.out()).path("error").asText()).contains("ViT-X", "local-photos");
        assertThat(result.err()).isEqualTo("Left out 1 more photo.\n");
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void nobodyIsThere() {
        pc.offline();
        hub.offline();

        Ended result = memu.run("photo", "beach.jpg");

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("No server could do it:\n").contains("local-photos: ", "refused");
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void anInterruptedOneHangsUp() {
        pc.holdRuns();
        hub.holdRuns();
        RunningProgram photo = memu.start("photo", "beach.jpg", "beach.jpg");
        ImmichMlSimulator asked = whoeverRuns();

        photo.interrupt();

        Ended result = photo.result();
        assertThat(result.code()).isEqualTo(130);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isEmpty();
        asked.releaseRuns();
        assertThat(asked.awaitOpenConnections(0, TwoServers.SOON)).isTrue();
        assertThat(pc.requests("/predict").size() + hub.requests("/predict").size())
                .isEqualTo(1);
    }

    private ImmichMlSimulator whoeverRuns() {
        long end = System.nanoTime() + TwoServers.SOON.toNanos();
        while (System.nanoTime() < end) {
            for (ImmichMlSimulator server : List.of(pc, hub)) {
                if (server.awaitRuns(1, Duration.ofMillis(100))) {
                    return server;
                }
            }
        }
        throw new AssertionError("no run within " + TwoServers.SOON);
    }

    private String pcName() {
        return "127.0.0.1:" + pc.port();
    }
}
