package digital.memu.inference.photo;

import java.util.concurrent.CompletableFuture;

/**
 * {@link PhotoModel} for callers that do not wait. Cancelling a future hangs up on the server, which may work on for nobody.
 * Implementations are thread-safe.
 */
public interface AsyncPhotoModel {

    /** What {@link PhotoModel#analyze} returns or throws. */
    CompletableFuture<PhotoAnalysis> analyze(PhotoRequest request);

    /** What {@link PhotoModel#embedText(PhotoTextRequest)} returns or throws. */
    CompletableFuture<TextEmbedding> embedText(PhotoTextRequest request);
}
