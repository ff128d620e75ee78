package digital.memu.inference.internal.async;

import digital.memu.inference.chat.AsyncChatModel;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.embedding.AsyncEmbeddingModel;
import digital.memu.inference.embedding.EmbeddingModel;
import digital.memu.inference.photo.AsyncPhotoModel;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.photo.PhotoModel;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.photo.PhotoTextRequest;
import digital.memu.inference.photo.TextEmbedding;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Flow;

/** Puts the face for callers that do not wait in front of a blocking capability. */
public final class AsyncView {

    private AsyncView() {}

    /** Chat over {@code workers}. */
    public static AsyncChatModel of(ChatModel chat, ExecutorService workers) {
        return new AsyncChatModel() {
            @Override
            public CompletableFuture<ChatReply> send(ChatRequest request) {
                return CancellingFuture.run(workers, () -> chat.send(request));
            }

            @Override
            public Flow.Publisher<ChatEvent> stream(ChatRequest request) {
                return new ChatPublisher(chat, request, workers);
            }
        };
    }

    /** Embeddings over {@code workers}. */
    public static AsyncEmbeddingModel of(EmbeddingModel model, ExecutorService workers) {
        return request -> CancellingFuture.run(workers, () -> model.embed(request));
    }

    /** Photos over {@code workers}. */
    public static AsyncPhotoModel of(PhotoModel model, ExecutorService workers) {
        return new AsyncPhotoModel() {
            @Override
            public CompletableFuture<PhotoAnalysis> analyze(PhotoRequest request) {
                return CancellingFuture.run(workers, () -> model.analyze(request));
            }

            @Override
            public CompletableFuture<TextEmbedding> embedText(PhotoTextRequest request) {
                return CancellingFuture.run(workers, () -> model.embedText(request));
            }
        };
    }
}
