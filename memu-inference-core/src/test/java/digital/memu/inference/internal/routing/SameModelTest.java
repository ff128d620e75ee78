package digital.memu.inference.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.embedding.EmbeddingRequest;
import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.testing.FakeBackend;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Vectors that go by one name come from one model, whoever is left. */
class SameModelTest {

    private static final EmbeddingRequest REQUEST = EmbeddingRequest.of("photos", "a");
    private static final String REFUSAL = "vectors of different models never mix";

    private final FakeBackend hub = FakeBackend.named("hub").local().build();
    private final InferenceRouter router = InferenceRouter.builder()
            .backend(new Renaming(FakeBackend.named("pc").build(), "mxbai-embed-large"))
            .backend(new Renaming(hub, "nomic-embed-text"))
            .time(new ManualClock())
            .build();

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void aPauseBringsNoVectorsOfAnotherModel() {
        router.embeddings().embed(REQUEST);
        router.pause("pc", Duration.ofHours(1));

        assertThatThrownBy(() -> router.embeddings().embed(REQUEST)).hasMessageContaining(REFUSAL);
        assertThat(hub.embeddings()).isEmpty();
    }

    @Test
    void norDoesTheWishForAnotherMachine() {
        RequestOptions local = RequestOptions.builder().onlyLocal().build();

        assertThatThrownBy(() -> router.with(local).embeddings().embed(REQUEST)).hasMessageContaining(REFUSAL);
        assertThat(hub.embeddings()).isEmpty();
    }

    /** A fake that calls every model by one name of its own. */
    private static final class Renaming extends WrappedFake {
        private final String own;

        Renaming(FakeBackend fake, String own) {
            super(fake);
            this.own = own;
        }

        @Override
        public String modelFor(Capability<?> capability, String asked) {
            return own;
        }
    }
}
