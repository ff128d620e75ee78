package digital.memu.inference.chat;

import java.util.List;

/** A question with what is sent along of the conversation before it. */
record Prompt(Memory memory, ChatRequest request, int guessedTokens) {

    /** What is known when the model has answered. */
    Memory answered(ChatReply reply) {
        double correction = PromptBudget.correction(guessedTokens, reply.completion(), memory.correction());
        return answered(List.of(reply.toMessage())).corrected(correction);
    }

    /** What is known when something has answered that does not tell what it cost. */
    Memory answered(List<ChatMessage> answer) {
        return memory.answered(answer);
    }
}
