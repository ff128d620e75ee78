package digital.memu.inference;

import digital.memu.inference.backend.Capability;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.embedding.EmbeddingModel;
import digital.memu.inference.internal.routing.Engine;
import digital.memu.inference.photo.PhotoModel;
import digital.memu.inference.route.Explanation;
import digital.memu.inference.route.RequestOptions;
import java.util.concurrent.ExecutorService;

/**
 * A router under the wishes of some of its callers: the same backends, the same knowledge of them, stricter rules.
 *
 * <p>Made by {@link InferenceRouter#with}; there is nothing to close. Thread-safe.
 */
public final class RouterView {

    private final Engine engine;
    private final RequestOptions options;
    private final ExecutorService workers;

    RouterView(Engine engine, RequestOptions options, ExecutorService workers) {
        this.engine = engine;
        this.options = options;
        this.workers = workers;
    }

    /** Chat, routed. */
    public ChatModel chat() {
        return capability(Capability.CHAT);
    }

    /** Embeddings, routed; never to another model than the one asked for. */
    public EmbeddingModel embeddings() {
        return capability(Capability.EMBEDDING);
    }

    /** Photos, routed; never to other models than the ones asked for. */
    public PhotoModel photos() {
        return capability(Capability.PHOTOS);
    }

    /** Any capability, routed: the built-in ones or a third party's. */
    public <T> T capability(Capability<T> capability) {
        return engine.routed(capability, options);
    }

    /** Who would serve a request of this kind, under these wishes; contacts nobody. */
    public Explanation explain(Capability<?> capability) {
        return engine.overview().explain(capability, options);
    }

    /** The same view for callers that do not wait. */
    public AsyncRouter async() {
        return new AsyncRouter(this, workers);
    }
}
