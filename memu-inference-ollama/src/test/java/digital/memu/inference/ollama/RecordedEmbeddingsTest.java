package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digital.memu.inference.embedding.EmbeddingRequest;
import digital.memu.inference.embedding.Embeddings;
import digital.memu.inference.failure.InvalidResponseException;
import digital.memu.inference.route.EmbeddingSpace;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded answer with vectors, and that a vector too few is never returned. */
class RecordedEmbeddingsTest {

    private final ReplayServer server = new ReplayServer();
    private final OllamaClient client = OllamaClient.at(server.url()).build();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    static Stream<RecordedExchange> vectors() {
        return Fixtures.all()
                .filter(each -> each.request().path().equals("/api/embed")
                        && each.response().status() == 200
                        && !each.response().text().contains("\"embeddings\":[]"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void theNumbersOnTheWire(RecordedExchange recorded) throws IOException {
        server.replay("/api/embed", recorded);
        JsonNode asked = RecordedRequests.JSON.readTree(recorded.request().text());
        JsonNode answered = RecordedRequests.JSON.readTree(recorded.response().text());

        Embeddings embeddings = client.embed(request(asked));

        JsonNode vectors = answered.get("embeddings");
        assertThat(embeddings.size()).isEqualTo(vectors.size());
        for (int i = 0; i < vectors.size(); i++) {
            assertThat(embeddings.vector(i)).hasSize(vectors.get(i).size());
            for (int k = 0; k < vectors.get(i).size(); k++) {
                assertThat(embeddings.vector(i)[k])
                        .isEqualTo(Float.parseFloat(vectors.get(i).get(k).asText()));
            }
        }
        assertThat(embeddings.space())
                .isEqualTo(EmbeddingSpace.of(
                        asked.get("model").textValue(), vectors.get(0).size()));
        assertThat(embeddings.promptTokens().orElse(0))
                .isEqualTo(answered.path("prompt_eval_count").asInt());
        assertThat(embeddings.route().attempts()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void theRequestIsTheRecordedOneButForTheListAroundASingleText(RecordedExchange recorded) throws IOException {
        server.replay("/api/embed", recorded);
        JsonNode asked = RecordedRequests.JSON.readTree(recorded.request().text());

        client.embed(request(asked));

        JsonNode expected = asked.get("input").isTextual()
                ? ((ObjectNode) asked.deepCopy())
                        .set("input", RecordedRequests.JSON.createArrayNode().add(asked.get("input")))
                : asked;
        JsonNode sent =
                RecordedRequests.JSON.readTree(server.request("/api/embed").text());
        assertThat(RecordedRequests.same(sent, expected))
                .as("%s%nagainst%n%s", sent, expected)
                .isTrue();
    }

    @Test
    void everythingThatMayBeAskedFor() throws IOException {
        server.answerJson("/api/embed", "{\"embeddings\":[[1,2],[3,4]]}");

        client.embed(EmbeddingRequest.builder("m")
                .texts(List.of("a", "b"))
                .truncate(false)
                .dimensions(2)
                .extension(OllamaOptions.builder()
                        .keepAlive(KeepAlive.forever())
                        .numThread(2)
                        .truncate(true)
                        .build())
                .build());

        assertThat(RecordedRequests.JSON.readTree(server.request("/api/embed").text()))
                .isEqualTo(RecordedRequests.JSON.readTree("{\"model\":\"m\",\"input\":[\"a\",\"b\"],\"truncate\":false,"
                        + "\"dimensions\":2,\"keep_alive\":-1,\"options\":{\"num_thread\":2}}"));
    }

    static Stream<String> impossible() {
        return Stream.of(
                "{\"embeddings\":[[1,2]]}",
                "{\"embeddings\":[[1,2],[3,4],[5,6]]}",
                "{\"embeddings\":[]}",
                "{}",
                "{\"embeddings\":[[1,2],[3]]}",
                "{\"embeddings\":[[],[]]}",
                "{\"embeddings\":[[1,2],[3,null]]}",
                "<html></html>");
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void notOneVectorPerText(String body) {
        server.answerJson("/api/embed", body);

        assertThatThrownBy(() -> client.embed(EmbeddingRequest.of("m", "a", "b")))
                .isInstanceOf(InvalidResponseException.class);
    }

    private static EmbeddingRequest request(JsonNode asked) {
        EmbeddingRequest.Builder request =
                EmbeddingRequest.builder(asked.get("model").textValue());
        JsonNode input = asked.get("input");
        if (input.isTextual()) {
            request.texts(List.of(input.textValue()));
        }
        input.forEach(text -> request.texts(List.of(text.textValue())));
        if (asked.has("dimensions")) {
            request.dimensions(asked.get("dimensions").intValue());
        }
        if (asked.has("truncate")) {
            request.truncate(asked.get("truncate").booleanValue());
        }
        return request.build();
    }
}
