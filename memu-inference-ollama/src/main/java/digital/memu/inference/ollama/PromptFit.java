package digital.memu.inference.ollama;

import digital.memu.inference.chat.ChatMessage;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.Completion;
import java.util.OptionalInt;

/**
 * Concludes whether a server cut the prompt, which it does silently and without any mark.
 *
 * <p>Seen (810 tokens into a context of 512): v0.17.0 counts exactly the context, 512; v0.32.15 counts what it kept, about
 * half of the context, 258. So a prompt has been cut when the count has reached the context, or when it is much smaller than
 * a prompt of this length can be and the prompt is longer than the context.
 */
final class PromptFit {

    /** Characters in a token of ordinary text, about; a language with longer tokens must not look like a cut. */
    private static final int CHARACTERS_PER_TOKEN = 4;

    private static final double MUCH_SMALLER = 0.7;

    private PromptFit() {}

    /** The completion, marked if the prompt was cut. */
    static Completion check(ChatRequest request, Completion end) {
        OptionalInt context = RequestFields.contextLength(request);
        OptionalInt counted = end.usage().promptTokens();
        if (context.isEmpty() || counted.isEmpty()) {
            return end;
        }
        return isCut(characters(request) / CHARACTERS_PER_TOKEN, counted.getAsInt(), context.getAsInt())
                ? end.withPromptTruncated()
                : end;
    }

    private static boolean isCut(long expected, int counted, int context) {
        return counted >= context || (expected > context && counted < expected * MUCH_SMALLER);
    }

    private static long characters(ChatRequest request) {
        long characters = 0;
        for (ChatMessage message : request.messages()) {
            characters += message.text().length();
        }
        return characters;
    }
}
