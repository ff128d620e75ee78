package digital.memu.inference.testing;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.chat.AbstractChatStream;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.chat.Completion;
import digital.memu.inference.chat.FinishReason;
import digital.memu.inference.chat.Usage;
import digital.memu.inference.failure.StreamInterruptedException;
import digital.memu.inference.route.Evidence;
import digital.memu.inference.route.Route;
import java.util.List;
import java.util.function.Function;

/** Chat without a server: the words of an answer, one event each. */
record FakeChat(Function<ChatRequest, String> answer, String model, FakeMood mood, FakeLog log, CallContext context)
        implements ChatModel {

    @Override
    public ChatReply send(ChatRequest request) {
        try (ChatStream stream = stream(request)) {
            return stream.reply();
        }
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        return new Words(request);
    }

    private final class Words extends AbstractChatStream {
        private final ChatRequest request;
        private List<String> words = List.of();
        private final StringBuilder told = new StringBuilder();
        private boolean begun;
        private int deathAfter;
        private int events;

        Words(ChatRequest request) {
            this.request = request;
        }

        @Override
        protected ChatEvent read() {
            if (!begun) {
                begun = true;
                log.chat(request);
                deathAfter = mood.takeDeath();
                words = List.of(answer.apply(request).split("(?= )"));
            }
            mood.check(context);
            if (events == deathAfter) {
                throw new StreamInterruptedException(
                        "fake://server", "the fake died as told", Evidence.SOFT, told.toString(), null);
            }
            if (events == words.size()) {
                String used = request.model().orElse(model);
                return ChatEvent.end(Completion.of(used, FinishReason.STOP, Usage.none()));
            }
            String word = words.get(events++);
            told.append(word);
            return ChatEvent.text(word);
        }

        @Override
        protected void release() {
            context.cancel();
        }

        @Override
        protected Route route() {
            return Route.of(List.of());
        }
    }
}
