package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.Capability;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.chat.GenerationOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Chat through the engine: a whole answer is a stream read to its end, so that both survive a death alike. */
record RoutedChat(Engine engine, Terms terms) implements ChatModel {

    @Override
    public ChatReply send(ChatRequest request) {
        try (ChatStream stream = open(request, terms.total())) {
            return stream.reply();
        }
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        return open(request, terms.streamTotal());
    }

    private ChatStream open(ChatRequest request, Optional<Duration> limit) {
        String model = request.model().orElse(null);
        return new RoutedChatStream(
                withEqualContext(request), () -> engine.dispatch(terms, Capability.CHAT, model, false, limit), terms);
    }

    /** The same context everywhere, so that a fall-back never cuts what the first choice would have read whole. */
    private ChatRequest withEqualContext(ChatRequest request) {
        OptionalInt tokens = terms.policy().contextLength();
        GenerationOptions options = request.options();
        if (tokens.isEmpty() || options.contextLength().isPresent() || !engine.several(Capability.CHAT)) {
            return request;
        }
        return request.toBuilder()
                .options(options.toBuilder().contextLength(tokens.getAsInt()).build())
                .build();
    }
}
