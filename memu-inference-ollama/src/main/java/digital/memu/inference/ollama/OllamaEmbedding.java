package digital.memu.inference.ollama;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.embedding.EmbeddingModel;
import digital.memu.inference.embedding.EmbeddingRequest;
import digital.memu.inference.embedding.Embeddings;
import digital.memu.inference.failure.InvalidResponseException;
import digital.memu.inference.internal.http.Exchange;
import digital.memu.inference.ollama.OllamaErrors.Asked;
import digital.memu.inference.ollama.internal.wire.VectorReader;
import digital.memu.inference.route.EmbeddingSpace;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Embeddings on one server within the limits of one attempt. */
record OllamaEmbedding(OllamaServer server, CallContext context, ModelMap models) implements EmbeddingModel {

    /** Enough for some two thousand vectors of eight thousand numbers. */
    private static final int LARGEST = 256 * 1024 * 1024;

    @Override
    public Embeddings embed(EmbeddingRequest request) {
        String model = Objects.requireNonNull(models.resolve(request.model()));
        long started = context.time().nanoTime();
        try (OllamaCall call = new OllamaCall(server, context, Asked.EMBED, model)) {
            server.guard().check(call);
            Exchange exchange = call.open(OllamaCall.post("/api/embed", RequestFields.embed(request, model)));
            VectorReader answer = VectorReader.read(exchange.url(), exchange.stream(LARGEST), call);
            List<float[]> vectors = answer.vectors();
            check(exchange.url(), vectors, request.texts().size());
            Duration took = Duration.ofNanos(context.time().nanoTime() - started);
            // By the name that was asked for: what a server calls the model does not change what it is.
            EmbeddingSpace space = EmbeddingSpace.of(request.model(), vectors.get(0).length);
            return Embeddings.of(vectors, space, answer.promptTokens(), server.route(model, null, took));
        }
    }

    private static void check(String url, List<float[]> vectors, int texts) {
        if (vectors.size() != texts) {
            throw new InvalidResponseException(url, vectors.size() + " vectors for " + texts + " texts", null);
        }
        int length = vectors.get(0).length;
        for (float[] vector : vectors) {
            if (vector.length != length || length == 0) {
                throw new InvalidResponseException(url, "vectors of different lengths, or empty ones", null);
            }
        }
    }
}
