package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.embedding.EmbeddingRequest;
import digital.memu.inference.embedding.Embeddings;
import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Vectors that nobody waits for any more are not made. */
class EmbeddingCancelTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void cancellingTheFutureStopsTheServer() {
        try (OllamaSimulator pc = OllamaSimulator.builder()
                        .model(SimulatedModel.named("nomic-embed-text")
                                .embedding(4)
                                .loaded()
                                .build())
                        .build();
                InferenceRouter router = InferenceRouter.builder()
                        .backend(OllamaBackend.at(pc.url()).build())
                        .time(new ManualClock())
                        .build()) {
            pc.next("/api/embed", Fault.silence());
            CompletableFuture<Embeddings> vectors =
                    router.async().embeddings().embed(EmbeddingRequest.of("nomic-embed-text", "a"));
            assertThat(pc.awaitGenerations(1, SOON)).isTrue();

            vectors.cancel(true);

            assertThat(pc.awaitCancelled(1, SOON)).isTrue();
            assertThat(pc.awaitOpenConnections(0, SOON)).isTrue();
        }
    }
}
