package digital.memu.inference.example.ownbackend;

import digital.memu.inference.backend.Backend;
import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.chat.AbstractChatStream;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.chat.Completion;
import digital.memu.inference.chat.FinishReason;
import digital.memu.inference.chat.Usage;
import digital.memu.inference.route.Route;
import digital.memu.inference.route.Tier;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A backend for the library's own chat: repeats the last message, word by word. */
public final class EchoBackend implements Backend {

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public Tier tier() {
        return Tier.LOCAL;
    }

    @Override
    public String address() {
        return "";
    }

    @Override
    public Set<Capability<?>> capabilities() {
        return Set.of(Capability.CHAT);
    }

    @Override
    public @Nullable String modelFor(Capability<?> capability, @Nullable String asked) {
        return "echo";
    }

    @Override
    public <T> T bind(Capability<T> capability, CallContext context) {
        return capability.type().cast(new EchoChat());
    }

    @Override
    public void probe(CallContext context) {
        // Always there.
    }

    @Override
    public void close() {}

    private static final class EchoChat implements ChatModel {
        @Override
        public ChatReply send(ChatRequest request) {
            try (ChatStream stream = stream(request)) {
                return stream.reply();
            }
        }

        @Override
        public ChatStream stream(ChatRequest request) {
            return new EchoStream(request);
        }
    }

    // snippet: stream
    private static final class EchoStream extends AbstractChatStream {
        private final Iterator<String> words;

        EchoStream(ChatRequest request) {
            List<String> last = List.of(
                    request.messages().get(request.messages().size() - 1).text().split("(?= )"));
            this.words = last.iterator();
        }

        @Override
        protected ChatEvent read() {
            return words.hasNext()
                    ? ChatEvent.text(words.next())
                    : ChatEvent.end(Completion.of("echo", FinishReason.STOP, Usage.none()));
        }

        @Override
        protected void release() {
            // Here a real one hangs up on its server and frees a thread that is blocked in read().
        }

        @Override
        protected Route route() {
            return Route.of(List.of());
        }
    }
    // end of snippet
}
