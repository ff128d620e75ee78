package digital.memu.inference;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.embedding.EmbeddingRequest;
import digital.memu.inference.embedding.Embeddings;
import digital.memu.inference.route.EmbeddingSpace;
import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.testing.FakeBackend;
import digital.memu.inference.testing.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Vectors go elsewhere only where the very same model is served. */
class EmbeddingRoutingTest {

    private final FakeBackend pc = FakeBackend.named("pc").build();
    private final FakeBackend hub = FakeBackend.named("hub").local().build();
    private final InferenceRouter router = InferenceRouter.builder()
            .backend(pc)
            .backend(hub)
            .time(new ManualClock())
            .build();

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void theSameModelElsewhereGivesTheSameVectors() {
        EmbeddingRequest request = EmbeddingRequest.of("nomic-embed-text", "a", "b");
        Embeddings first = router.embeddings().embed(request);
        pc.goOffline();

        Embeddings second = router.embeddings().embed(request);

        assertThat(second.route().backend()).isEqualTo("hub");
        assertThat(second.vector(1)).containsExactly(first.vector(1));
        assertThat(second.space()).isEqualTo(EmbeddingSpace.of("nomic-embed-text", 8));
        assertThat(second.size()).isEqualTo(2);
    }

    @Test
    void aModelWishedForOneBackendIsForChatsOnly() {
        RequestOptions wish = RequestOptions.builder().model("pc", "other").build();

        router.with(wish).embeddings().embed(EmbeddingRequest.of("m", "a"));

        assertThat(pc.embeddings().get(0).model()).isEqualTo("m");
    }
}
