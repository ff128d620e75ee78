package digital.memu.inference.internal.routing;

import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.Completion;
import digital.memu.inference.chat.Role;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.route.Evidence;
import org.jspecify.annotations.Nullable;

/** The attempt to have another backend go on with an answer. Used by one thread. */
final class Continuation {

    private final ChatRequest question;
    private final Seam seam;
    private final int told;
    private boolean refused;

    private Continuation(ChatRequest question, Seam seam, int told) {
        this.question = question;
        this.seam = seam;
        this.told = told;
    }

    /**
     * The continuation of an answer so far; null where only a new answer will do: too little text, or more than text.
     *
     * @param told the number of pieces delivered, which are tokens nearly always
     */
    static @Nullable Continuation of(ChatRequest question, String ledger, int told) {
        boolean plain = question.tools().isEmpty()
                && question.format().isEmpty()
                && question.messages()
                        .get(question.messages().size() - 1)
                        .role()
                        .equals(Role.USER);
        return plain && Seam.possible(ledger) ? new Continuation(question, new Seam(ledger), told) : null;
    }

    /** Whether the model there is proved to go on; asks the server. */
    boolean isProved(Trial<ChatModel> trial) {
        try {
            return trial.member().backend().continues(question, trial.context());
        } catch (InferenceException e) {
            if (e.evidence() == Evidence.HARD || e.evidence() == Evidence.NONE) {
                throw e;
            }
            // It lives and does not tell: not proved, so that it answers anew.
            return false;
        }
    }

    /** The conversation with the text so far as the assistant's last, unfinished message. */
    ChatRequest request() {
        ChatRequest.Builder builder = question.toBuilder().assistant(seam.prefix());
        question.options()
                .maxTokens()
                .ifPresent(most -> builder.options(question.options().toBuilder()
                        .maxTokens(Math.max(1, most - told))
                        .build()));
        return builder.build();
    }

    /** What of this event is new to the caller; null when nothing is yet, or nothing ever will be. */
    @Nullable
    ChatEvent take(ChatEvent event) {
        boolean onlyText = event.thinking().isEmpty() && event.toolCalls().isEmpty();
        if (!onlyText && seam.empty()) {
            refused = true;
            return null;
        }
        String text = seam.take(event.text());
        Completion end = event.completion().orElse(null);
        if (end != null) {
            text += seam.end();
            refused |= seam.empty();
        }
        refused |= seam.refused();
        if (refused || (text.isEmpty() && onlyText && end == null)) {
            return null;
        }
        return ChatEvent.of(text, event.thinking(), event.toolCalls(), event.logprobs(), end);
    }

    /** Whether the reply must not be glued on: it is empty, or begins a new answer. */
    boolean refused() {
        return refused;
    }
}
