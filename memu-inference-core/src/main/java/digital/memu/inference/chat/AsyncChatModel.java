package digital.memu.inference.chat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** {@link ChatModel} for callers that do not wait. Implementations are thread-safe. */
public interface AsyncChatModel {

    /**
     * Sends the conversation; the future completes with the whole answer, or with the exception that {@link
     * ChatModel#send} would throw.
     *
     * <p>Cancelling the future, or one made from it by {@code thenApply} and the like, stops the generation on the server.
     */
    CompletableFuture<ChatReply> send(ChatRequest request);

    /**
     * The answer as events with back-pressure; each subscriber starts a request of its own.
     *
     * <p>Cancelling the subscription stops the generation on the server. Subscribers are called by one thread at a time.
     */
    Flow.Publisher<ChatEvent> stream(ChatRequest request);
}
