package digital.memu.inference.embedding;

import java.util.concurrent.CompletableFuture;

/** {@link EmbeddingModel} for callers that do not wait. Implementations are thread-safe. */
public interface AsyncEmbeddingModel {

    /**
     * The vectors of the request's texts; the future completes with them, or with the exception that {@link
     * EmbeddingModel#embed} would throw.
     *
     * <p>Cancelling the future, or one made from it by {@code thenApply} and the like, hangs up on the server.
     */
    CompletableFuture<Embeddings> embed(EmbeddingRequest request);
}
