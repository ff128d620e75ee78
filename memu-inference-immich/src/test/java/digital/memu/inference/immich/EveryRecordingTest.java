package digital.memu.inference.immich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InvalidResponseException;
import digital.memu.inference.failure.MisconfiguredException;
import digital.memu.inference.failure.ModelNotFoundException;
import digital.memu.inference.failure.RequestRejectedException;
import digital.memu.inference.failure.ServerException;
import digital.memu.inference.failure.UnprocessablePhotoException;
import digital.memu.inference.photo.Photo;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.photo.PhotoTextRequest;
import digital.memu.support.HttpMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded exchange goes through the client, and what must come of it stands in a table. */
class EveryRecordingTest {

    private static final Map<String, Row> TABLE = table();

    /** One case: how the client asks, whether that is just what was recorded, and what comes of it. */
    private record Row(String name, String asks, boolean same, String lenient, String strict) {
        String expected(String folder) {
            return folder.equals(Fixtures.LENIENT) ? lenient : strict;
        }
    }

    private static Map<String, Row> table() {
        try (InputStream in = EveryRecordingTest.class.getResourceAsStream("/every-recording.txt")) {
            return new String(in.readAllBytes())
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line ->
                            Arrays.stream(line.split("\\|")).map(String::strip).toList())
                    .map(cells ->
                            new Row(cells.get(0), cells.get(1), cells.get(2).equals("="), cells.get(3), cells.get(4)))
                    .collect(Collectors.toMap(Row::name, Function.identity()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<RecordedExchange> all() {
        return Fixtures.all();
    }

    @Test
    void theTableHasEveryCaseAndNoOther() {
        assertThat(Fixtures.all()).hasSize(157);
        for (String folder : List.of(Fixtures.LENIENT, Fixtures.STRICT)) {
            assertThat(TABLE.values().stream()
                            .filter(row -> !row.expected(folder).equals("."))
                            .map(Row::name))
                    .containsExactlyInAnyOrderElementsOf(Fixtures.names(folder));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void goesThroughTheClient(RecordedExchange recorded) {
        Row row = TABLE.get(recorded.name());
        try (ReplayServer server = new ReplayServer(request -> answer(row, recorded, request));
                ImmichMlClient client = server.client()
                        .thresholds(thresholds(Form.of(recorded.request()).entries()))
                        .build()) {
            String outcome;
            try {
                outcome = ask(client, row, recorded);
            } catch (InferenceException e) {
                outcome = words(e);
                assertThat(e.getMessage()).doesNotContain("_max_mem_size").contains(server.url());
            }

            assertThat(outcome).isEqualTo(row.expected(recorded.folder()));
            HttpMessage mine = server.requests().get(0);
            assertThat(mine.header("Upgrade")).isEmpty();
            assertThat(mine.header("Expect")).isEmpty();
            assertThat(mine.isChunked()).isFalse();
            if (row.same) {
                assertSame(mine, recorded);
            }
        }
    }

    /** What the service said to a question of which only the answer to the request was recorded. */
    private static byte[] answer(Row row, RecordedExchange recorded, HttpMessage request) {
        if (ReplayServer.isQuestion(request) && !row.asks.equals("knows")) {
            String entries = Form.of(request).entries().toString();
            boolean unknown = entries.contains("no-such-model")
                    || entries.contains("PP-OCRv9")
                    || (entries.contains("visual") && entries.contains("buffalo"));
            return unknown ? ReplayServer.UNCLEAR : ReplayServer.NO_PAYLOAD;
        }
        return recorded.response().isEmpty() ? null : recorded.response().raw();
    }

    private static String ask(ImmichMlClient client, Row row, RecordedExchange recorded) {
        Form form = Form.of(recorded.request());
        return switch (row.asks) {
            case "ping" -> {
                client.ping();
                yield "pong";
            }
            case "service" -> client.service();
            case "generation" -> client.generation().versions();
            case "knows" -> client.knowsModel(model(form.entries())) ? "known" : "unknown";
            case "text" -> "vector " + client.embedText(text(form)).vector().length;
            case "refused photo" -> {
                byte[] bad = form.part("image").orElseThrow().content();
                assertThatExceptionOfType(UnprocessablePhotoException.class)
                        .isThrownBy(() -> client.analyze(photo(form.entries(), bad)))
                        .matches(e -> !e.sent());
                yield found(client.analyze(photo(form.entries(), Fixtures.photo("image-jpeg"))));
            }
            default ->
                found(client.analyze(photo(
                        form.entries(),
                        form.part("image").map(Form.Part::content).orElseGet(() -> Fixtures.photo("image-jpeg")))));
        };
    }

    private static String found(PhotoAnalysis found) {
        assertThat(found.width()).isPositive();
        assertThat(found.height()).isPositive();
        assertThat(found.route().served()).isPresent();
        if (found.embedding().isPresent()
                && !found.faces().isEmpty()
                && !found.lines().isEmpty()) {
            return "all";
        }
        if (found.embedding().isPresent()) {
            return "vector " + found.embedding().get().vector().length;
        }
        return found.route().served().orElseThrow().model().orElseThrow().startsWith("PP-OCR")
                ? "lines " + found.lines().size()
                : "faces " + found.faces().size();
    }

    private static String words(InferenceException failure) {
        if (failure instanceof RequestRejectedException e) {
            return "rejected " + e.status();
        }
        if (failure instanceof MisconfiguredException e) {
            return e.wholeBackend() ? "setup " + e.status() : "pause";
        }
        if (failure instanceof ModelNotFoundException e) {
            return "model " + e.model();
        }
        if (failure instanceof UnprocessablePhotoException e) {
            return e.sent() ? "photo" : "unsent photo";
        }
        if (failure instanceof ServerException e) {
            return "server " + e.status();
        }
        if (failure instanceof InvalidResponseException) {
            return "nonsense";
        }
        return failure instanceof ConnectionException ? "closed" : failure.toString();
    }

    private static PhotoRequest photo(JsonNode entries, byte[] bytes) {
        PhotoRequest.Builder request = PhotoRequest.of(Photo.of("photo", bytes));
        List<JsonNode> names = new ArrayList<>();
        names.add(entries.at("/clip/visual/modelName"));
        names.add(entries.at("/facial-recognition/detection/modelName"));
        names.add(entries.at("/ocr/detection/modelName"));
        if (names.get(0).isTextual()) {
            request.embedding(names.get(0).textValue());
        }
        if (names.get(1).isTextual()) {
            request.faces(names.get(1).textValue());
        }
        if (names.get(2).isTextual()) {
            request.text(names.get(2).textValue());
        }
        boolean nothing = names.stream().noneMatch(JsonNode::isTextual);
        return nothing ? request.embedding("RN50__cc12m").build() : request.build();
    }

    private static PhotoTextRequest text(Form form) {
        JsonNode slot = form.entries().at("/clip/textual");
        String text = form.part("text")
                .map(Form.Part::text)
                .filter(words -> !words.isBlank())
                .orElse("a dog");
        PhotoTextRequest request = PhotoTextRequest.of(slot.path("modelName").asText("RN50__cc12m"), text);
        JsonNode language = slot.at("/options/language");
        return language.isTextual() ? request.language(language.textValue()) : request;
    }

    private static ImmichMlModel model(JsonNode entries) {
        JsonNode text = entries.at("/ocr/detection/modelName");
        return text.isTextual()
                ? ImmichMlModel.text(text.textValue())
                : ImmichMlModel.embedding(entries.at("/clip/visual/modelName").textValue());
    }

    private static Thresholds thresholds(JsonNode entries) {
        JsonNode detection = entries.at("/ocr/detection/options/minScore");
        JsonNode recognition = entries.at("/ocr/recognition/options/minScore");
        return Thresholds.defaults().toBuilder()
                .textDetectionScore(detection.asDouble(0.5))
                .textRecognitionScore(recognition.asDouble(0.8))
                .build();
    }

    /** By the shape: the boundary and the file's name may be any. */
    private static void assertSame(HttpMessage mine, RecordedExchange recorded) {
        HttpMessage other = recorded.request();
        assertThat(mine.method() + " " + mine.path()).isEqualTo(other.method() + " " + other.path());
        Form form = Form.of(mine);
        Form expected = Form.of(other);
        assertThat(form.parts().stream().map(Form.Part::name))
                .isEqualTo(expected.parts().stream().map(Form.Part::name).toList());
        for (Form.Part part : expected.parts()) {
            Form.Part own = form.part(part.name()).orElseThrow();
            assertThat(own.file() == null).as("file name of " + part.name()).isEqualTo(part.file() == null);
            if (!part.name().equals("entries")) {
                assertThat(own.content()).isEqualTo(part.content());
            }
        }
        assertThat(same(form.entries(), expected.entries()))
                .as("%s against %s", form.entries(), expected.entries())
                .isTrue();
    }

    /** Whether two trees are equal, 0 and 0.0 being one number. */
    private static boolean same(JsonNode one, JsonNode other) {
        return one.equals(
                (a, b) -> a.isNumber() && b.isNumber()
                        ? Double.compare(a.doubleValue(), b.doubleValue())
                        : a.equals(b) ? 0 : 1,
                other);
    }
}
