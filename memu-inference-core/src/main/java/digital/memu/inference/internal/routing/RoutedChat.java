package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.Capability;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.route.Timeouts;
import java.time.Duration;
import java.util.Optional;

/** Chat through the engine: a whole answer is a stream read to its end, so that both survive a death alike. */
record RoutedChat(Engine engine) implements ChatModel {

    @Override
    public ChatReply send(ChatRequest request) {
        try (ChatStream stream = open(request, Optional.of(timeouts().total()))) {
            return stream.reply();
        }
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        return open(request, timeouts().streamTotal());
    }

    private ChatStream open(ChatRequest request, Optional<Duration> limit) {
        return new RoutedChatStream(
                request,
                () -> engine.dispatch(Capability.CHAT, request.model().orElse(null), false, limit),
                engine.policy().rescue());
    }

    private Timeouts timeouts() {
        return engine.policy().timeouts();
    }
}
