package digital.memu.inference.ollama;

import digital.memu.inference.backend.Backend;
import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.chat.ChatMessage;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.chat.Role;
import digital.memu.inference.route.Tier;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A server in memory that says what a test wants. */
final class CutHome implements Backend, ChatModel {

    private final String name;
    private final Tier tier;
    private final Function<@Nullable String, ChatStream> answers;
    private volatile boolean continuing = true;

    /** One whose answers follow from the text that it is to continue; null where it is asked anew. */
    CutHome(String name, Tier tier, Function<@Nullable String, ChatStream> answers) {
        this.name = name;
        this.tier = tier;
        this.answers = answers;
    }

    void continuing(boolean proved) {
        continuing = proved;
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        ChatMessage last = request.messages().get(request.messages().size() - 1);
        return answers.apply(last.role().equals(Role.ASSISTANT) ? last.text() : null);
    }

    @Override
    public boolean continues(ChatRequest request, CallContext context) {
        return continuing;
    }

    @Override
    public ChatReply send(ChatRequest request) {
        throw new UnsupportedOperationException("the engine streams");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Tier tier() {
        return tier;
    }

    @Override
    public String address() {
        return name;
    }

    @Override
    public Set<Capability<?>> capabilities() {
        return Set.of(Capability.CHAT);
    }

    @Override
    public String modelFor(Capability<?> capability, @Nullable String asked) {
        return "m";
    }

    @Override
    public <T> T bind(Capability<T> capability, CallContext context) {
        return capability.type().cast(this);
    }

    @Override
    public void probe(CallContext context) {}

    @Override
    public void close() {}
}
