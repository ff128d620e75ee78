package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.Capability;
import digital.memu.inference.embedding.EmbeddingModel;
import digital.memu.inference.embedding.EmbeddingRequest;
import digital.memu.inference.embedding.Embeddings;

/** Embeddings through the engine: again elsewhere only where the very same model is served. */
record RoutedEmbedding(Engine engine, Terms terms) implements EmbeddingModel {

    @Override
    public Embeddings embed(EmbeddingRequest request) {
        Dispatch<EmbeddingModel> dispatch =
                engine.dispatch(terms, Capability.EMBEDDING, request.model(), true, terms.total());
        Embeddings vectors = dispatch.run(trial -> trial.target().embed(request));
        return vectors.withRoute(dispatch.route());
    }
}
