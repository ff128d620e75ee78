package digital.memu.inference.example.bot.matrix;

import digital.memu.inference.chat.AbstractChatStream;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.chat.Completion;
import digital.memu.inference.chat.FinishReason;
import digital.memu.inference.chat.Usage;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.route.Route;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A model whose one answer grows when the test says so, however long that takes. Thread-safe. */
final class Dictation implements ChatModel {

    private final BlockingQueue<ChatEvent> events = new LinkedBlockingQueue<>();

    void says(String text) {
        events.add(ChatEvent.text(text));
    }

    void ends() {
        events.add(ChatEvent.end(Completion.of("fake", FinishReason.STOP, Usage.none())));
    }

    @Override
    public ChatReply send(ChatRequest request) {
        try (ChatStream stream = stream(request)) {
            return stream.reply();
        }
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        return new Answer();
    }

    private final class Answer extends AbstractChatStream {

        @Override
        protected ChatEvent read() {
            try {
                return events.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InferenceCancelledException("interrupted");
            }
        }

        @Override
        protected void release() {}

        @Override
        protected Route route() {
            return Route.of(List.of());
        }
    }
}
