package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.embedding.EmbeddingRequest;
import digital.memu.inference.embedding.Embeddings;
import digital.memu.inference.failure.InvalidResponseException;
import digital.memu.inference.failure.MisconfiguredException;
import digital.memu.inference.failure.ModelNotFoundException;
import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers from before {@code /api/embed}: one text at a time, by exact names. */
class OldServerTest {

    private final SimulatedModel model =
            SimulatedModel.named("All-MiniLM").embedding(4).build();
    private final ManualClock clock = new ManualClock();
    private final OllamaSimulator server =
            OllamaSimulator.builder().version("0.1.48").model(model).build();
    private final OllamaClient client =
            OllamaClient.at(server.url()).time(clock).build();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void vectorsComeInTheOrderOfTheTexts() {
        Embeddings vectors = client.embed(EmbeddingRequest.of("all-minilm", "a", "b", "c"));

        assertThat(vectors.size()).isEqualTo(3);
        assertThat(vectors.vector(0)).isEqualTo(model.vector("a"));
        assertThat(vectors.vector(1)).isEqualTo(model.vector("b"));
        assertThat(vectors.vector(2)).isEqualTo(model.vector("c"));
        assertThat(server.requests("/api/embeddings"))
                .extracting(request -> request.model().orElse(""))
                .containsOnly("All-MiniLM:latest");
    }

    @Test
    void itIsRememberedForAWhile() {
        client.embed(EmbeddingRequest.of("all-minilm", "a"));
        client.embed(EmbeddingRequest.of("all-minilm", "a"));
        assertThat(server.requests("/api/embed")).hasSize(1);
        assertThat(server.requests("/api/tags")).hasSize(1);

        clock.advance(Duration.ofMinutes(6));
        client.embed(EmbeddingRequest.of("all-minilm", "a"));
        assertThat(server.requests("/api/embed")).hasSize(2);

        client.version();
        client.embed(EmbeddingRequest.of("all-minilm", "a"));
        assertThat(server.requests("/api/embed")).hasSize(3);
        client.version();
        client.embed(EmbeddingRequest.of("all-minilm", "a"));
        assertThat(server.requests("/api/embed")).hasSize(3);
    }

    @Test
    void whatItCannotDoIsNotDoneInAnotherWay() {
        assertThatThrownBy(() -> client.embed(EmbeddingRequest.builder("all-minilm")
                        .texts(List.of("a"))
                        .dimensions(2)
                        .build()))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("Update Ollama");
        assertThatThrownBy(() -> client.embed(EmbeddingRequest.of("no-such", "a")))
                .isInstanceOf(ModelNotFoundException.class);
        assertThat(server.generationsStarted()).isLessThan(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"embedding\":null}", "{\"embedding\":[]}", "{\"embedding\":[1,null]}", "{}"})
    void aVectorThatIsNone(String body) {
        server.next("/api/embeddings", Fault.status(200, "application/json", body));

        assertThatThrownBy(() -> client.embed(EmbeddingRequest.of("all-minilm", "a")))
                .isInstanceOf(InvalidResponseException.class);
    }
}
