package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.Capability;
import digital.memu.inference.embedding.EmbeddingModel;
import digital.memu.inference.embedding.EmbeddingRequest;
import digital.memu.inference.embedding.Embeddings;
import java.util.Optional;

/** Embeddings through the engine: again elsewhere only where the very same model is served. */
record RoutedEmbedding(Engine engine) implements EmbeddingModel {

    @Override
    public Embeddings embed(EmbeddingRequest request) {
        Dispatch<EmbeddingModel> dispatch = engine.dispatch(
                Capability.EMBEDDING,
                request.model(),
                true,
                Optional.of(engine.policy().timeouts().total()));
        Embeddings vectors = dispatch.run(model -> model.embed(request));
        return vectors.withRoute(dispatch.route());
    }
}
