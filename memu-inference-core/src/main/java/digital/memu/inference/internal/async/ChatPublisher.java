package digital.memu.inference.internal.async;

import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatRequest;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/** A chat as a publisher: each subscriber starts a request of its own. */
record ChatPublisher(ChatModel chat, ChatRequest request, Executor workers) implements Flow.Publisher<ChatEvent> {

    @Override
    public void subscribe(Flow.Subscriber<? super ChatEvent> subscriber) {
        Objects.requireNonNull(subscriber);
        ChatSubscription subscription = new ChatSubscription(chat.stream(request), subscriber, workers);
        subscription.begin();
    }
}
