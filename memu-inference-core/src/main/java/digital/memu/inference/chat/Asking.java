package digital.memu.inference.chat;

import java.util.List;
import java.util.function.UnaryOperator;

/** How a conversation asks: whom, with which settings, and how much of what was said is sent along. */
final class Asking {

    private final ChatModel model;
    private final PromptBudget budget;
    private final ChatRequest settings;
    private final int toolTokens;

    /**
     * A way to ask.
     *
     * @throws IllegalArgumentException if no request can be built with these settings
     */
    Asking(ChatModel model, PromptBudget budget, UnaryOperator<ChatRequest.Builder> settings) {
        this.model = model;
        this.budget = budget;
        // A request needs a message; this one is never sent.
        this.settings = settings.apply(ChatRequest.builder()).user("").build();
        this.toolTokens =
                this.settings.tools().stream().mapToInt(CharacterCount::tokens).sum();
    }

    ChatModel model() {
        return model;
    }

    Prompt prompt(Memory memory, List<ChatMessage> question) {
        Memory asked = memory.asked(question, budget, toolTokens);
        List<ChatMessage> messages = asked.messages();
        ChatRequest request =
                settings.toBuilder().clearMessages().messages(messages).build();
        return new Prompt(asked, request, budget.guess(messages) + toolTokens);
    }
}
