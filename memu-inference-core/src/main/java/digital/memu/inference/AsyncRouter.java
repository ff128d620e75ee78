package digital.memu.inference;

import digital.memu.inference.chat.AsyncChatModel;
import digital.memu.inference.embedding.AsyncEmbeddingModel;
import digital.memu.inference.internal.async.AsyncView;
import digital.memu.inference.photo.AsyncPhotoModel;
import java.util.concurrent.ExecutorService;

/**
 * A router for callers that do not wait: futures whose cancel reaches the server, and chats as publishers.
 *
 * <p>Calls wait on virtual threads where the JVM has them, on daemon threads elsewhere. Made by {@link
 * InferenceRouter#async()}; there is nothing to close. Thread-safe.
 */
public final class AsyncRouter {

    private final RouterView view;
    private final ExecutorService workers;

    AsyncRouter(RouterView view, ExecutorService workers) {
        this.view = view;
        this.workers = workers;
    }

    /** Chat, routed. */
    public AsyncChatModel chat() {
        return AsyncView.of(view.chat(), workers);
    }

    /** Embeddings, routed. */
    public AsyncEmbeddingModel embeddings() {
        return AsyncView.of(view.embeddings(), workers);
    }

    /** Photos, routed. */
    public AsyncPhotoModel photos() {
        return AsyncView.of(view.photos(), workers);
    }
}
