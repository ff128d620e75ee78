package digital.memu.inference.immich.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sends every recorded request, byte for byte, to a simulator that knows the models of the recorded service. What is not
 * compared: the date; the numbers in vectors, and with them the length of bodies that hold one.
 */
class AgreesWithRecordingsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Pattern VECTOR = Pattern.compile("(?<=\"(?:clip|embedding)\":\"\\[)[^\\]]+");
    private static final Pattern NUMBER = Pattern.compile("null|-?\\d+\\.\\d+(e-\\d+)?");

    /** Connections that end without a word; all others are open after the answer. */
    private static final List<String> ENDS = List.of(
            "connection-close",
            "h2c-upgrade-body-in-second-segment",
            "keep-alive-idle",
            "second-request-after-2100ms",
            "second-request-right-after-500",
            "worker-killed-in-mid-predict");

    private static final List<String> TIRES = List.of("keep-alive-idle", "second-request-after-2100ms");

    static Stream<String> recordings() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(AgreesWithRecordingsTest.class.getResource("/fixtures/immich"))
                .toURI());
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> names = files.map(
                            file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".request.http"))
                    .map(name -> name.substring(0, name.length() - ".request.http".length()))
                    .sorted()
                    .toList();
            return names.stream();
        }
    }

    @Test
    void allRecordingsAreThere() throws IOException, URISyntaxException {
        assertThat(recordings()).hasSize(157);
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void simulatorAnswersAsTheServiceDid(String name) throws IOException {
        boolean strict = name.startsWith("strict/");
        String recording = name.substring(name.indexOf('/') + 1);
        byte[] request = Requests.recorded(name + ".request.http");
        List<Answer> expected = Answer.all(Requests.recorded(name + ".response.http"), !recording.equals("ping-head"));
        Generation generation = strict ? Generation.STRICT : Generation.LENIENT;
        try (ImmichMlSimulator ml = RecordedService.like(generation, TIRES.contains(recording));
                RawClient client = connected(ml, recording)) {
            List<byte[]> segments = segments(recording, request);
            client.send(segments.get(0));
            duringWork(ml, recording);
            for (int i = 0; i < expected.size(); i++) {
                if (i > 0 && i < segments.size()) {
                    client.send(segments.get(i));
                }
                Answer answer = recording.equals("ping-head") ? client.answerWithoutBody() : client.answer();
                assertAgrees(answer, expected.get(i));
            }
            if (ENDS.contains(recording) || isCrash(expected)) {
                assertThat(client.isAtEnd()).as("the connection has ended").isTrue();
            } else {
                assertThat(client.send(Requests.get("/ping")).answer().text()).isEqualTo("pong");
            }
        }
    }

    /** A connection after what must have happened before. */
    private static RawClient connected(ImmichMlSimulator ml, String recording) throws IOException {
        switch (recording) {
            case "image-nan-embedding" -> ml.next(Fault.nullInVector());
            case "model-file-corrupt-2", "model-not-downloadable-2" -> {
                String first = "lenient/" + recording.replace("-2", "-1");
                assertThat(RawClient.predict(ml, Requests.recorded(first + ".request.http"))
                                .start())
                        .isEqualTo("HTTP/1.1 500 Internal Server Error");
            }
            case "ping-while-worker-boots" -> {
                ml.holdBoots();
                ml.killWorker();
            }
            case "predict-while-idle-exit-restarts" -> {
                ml.holdBoots();
                ml.idleRestart();
            }
            case "worker-killed-in-mid-predict" -> ml.holdRuns();
            default -> {}
        }
        return new RawClient(ml);
    }

    private static void duringWork(ImmichMlSimulator ml, String recording) {
        switch (recording) {
            case "worker-killed-in-mid-predict" -> {
                assertThat(ml.awaitRuns(1, LIMIT)).isTrue();
                ml.killWorker();
            }
            case "ping-while-worker-boots", "predict-while-idle-exit-restarts" -> {
                assertThat(ml.awaitRequests(1, LIMIT)).isTrue();
                ml.releaseBoots();
            }
            default -> {}
        }
    }

    /** How the request was sent; what follows the first segment waits for an answer. */
    private static List<byte[]> segments(String recording, byte[] request) {
        if (!recording.equals("h2c-upgrade-body-in-second-segment") && !recording.startsWith("second-request")) {
            return List.of(request);
        }
        String text = new String(request, StandardCharsets.ISO_8859_1);
        int cut = recording.startsWith("second-request")
                ? text.indexOf("POST /predict", 1)
                : text.indexOf("\r\n\r\n") + 4;
        return List.of(Arrays.copyOf(request, cut), Arrays.copyOfRange(request, cut, request.length));
    }

    private static boolean isCrash(List<Answer> answers) {
        return answers.stream()
                .anyMatch(answer -> answer.status() == 500 && !answer.text().startsWith("{"));
    }

    private static void assertAgrees(Answer answer, Answer expected) {
        String body = shape(answer.text());
        assertThat(answer.start()).as(answer.text()).isEqualTo(expected.start());
        assertThat(body).isEqualTo(shape(expected.text()));
        boolean vector = !body.equals(answer.text());
        assertThat(comparable(answer, vector)).isEqualTo(comparable(expected, vector));
        if (!expected.text().isEmpty()) {
            assertThat(answer.contentLength()).isEqualTo(answer.body().length);
        }
    }

    private static List<String> comparable(Answer answer, boolean vector) {
        return answer.headers().stream()
                .map(header -> header.getKey().equals("date")
                                || vector && header.getKey().equals("content-length")
                        ? header.getKey()
                        : header.getKey() + ": " + header.getValue())
                .toList();
    }

    /** A body with vectors replaced by what is comparable about them. */
    private static String shape(String body) {
        return VECTOR.matcher(body).replaceAll(match -> {
            String[] numbers = match.group().split(",", -1);
            assertThat(numbers).allMatch(number -> NUMBER.matcher(number).matches());
            return numbers.length + " numbers" + (match.group().contains("null") ? ", not all finite" : "");
        });
    }
}
