package digital.memu.inference.internal.routing;

import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatRequest;
import org.jspecify.annotations.Nullable;

/** What the caller of a stream has seen since the answer last began, besides its text. Used by one thread. */
final class Told {

    private int pieces;
    private boolean onlyText = true;

    void add(ChatEvent event) {
        if (event.joint().filter(joint -> !joint.continued()).isPresent()) {
            pieces = 0;
            onlyText = true;
        }
        if (!event.text().isEmpty()) {
            pieces++;
        }
        onlyText &= event.thinking().isEmpty() && event.toolCalls().isEmpty();
    }

    /** How another backend may go on; null when it has to answer anew. */
    @Nullable
    Continuation continuation(ChatRequest question, String ledger) {
        return onlyText ? Continuation.of(question, ledger, pieces) : null;
    }
}
