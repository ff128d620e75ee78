package digital.memu.inference.embedding;

/** Turns texts into vectors. Implementations are thread-safe. */
public interface EmbeddingModel {

    /**
     * The vectors of the request's texts, in their order.
     *
     * <p>All clocks apply, among them the total one. May be repeated, and moved to another server that serves the same
     * model; never to another model, since vectors of different models must not mix.
     *
     * @throws digital.memu.inference.failure.InferenceException if no vectors could be had
     */
    Embeddings embed(EmbeddingRequest request);
}
