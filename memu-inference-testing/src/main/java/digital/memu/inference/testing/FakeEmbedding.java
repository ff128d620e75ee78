package digital.memu.inference.testing;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.embedding.EmbeddingModel;
import digital.memu.inference.embedding.EmbeddingRequest;
import digital.memu.inference.embedding.Embeddings;
import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.EmbeddingSpace;
import digital.memu.inference.route.Route;
import digital.memu.inference.route.Tier;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Embeddings without a server: the same text and model give the same vector of length 1. */
record FakeEmbedding(String backend, Tier tier, FakeMood mood, FakeLog log, CallContext context)
        implements EmbeddingModel {

    private static final int DIMENSION = 8;

    @Override
    public Embeddings embed(EmbeddingRequest request) {
        log.embedding(request);
        mood.check(context);
        int dimension = request.dimensions().orElse(DIMENSION);
        List<float[]> vectors = request.texts().stream()
                .map(text -> vector(request.model() + '\0' + text, dimension))
                .toList();
        Attempt served = Attempt.served(backend, tier, request.model(), null, Duration.ZERO);
        return Embeddings.of(vectors, EmbeddingSpace.of(request.model(), dimension), null, Route.of(List.of(served)));
    }

    static float[] vector(String seed, int dimension) {
        Random random = new Random(seed.hashCode());
        float[] vector = new float[dimension];
        double square = 0;
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextGaussian();
            square += vector[i] * vector[i];
        }
        for (int i = 0; i < dimension; i++) {
            vector[i] /= (float) Math.sqrt(square);
        }
        return vector;
    }
}
