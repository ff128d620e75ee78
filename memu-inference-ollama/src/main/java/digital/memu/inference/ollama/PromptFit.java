package digital.memu.inference.ollama;

import digital.memu.inference.chat.ChatMessage;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.Completion;
import digital.memu.inference.chat.GenerationOptions;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Concludes whether a server cut the prompt, which it does silently and without any mark.
 *
 * <p>Seen (810 tokens into a context of 512): v0.17.0 counts exactly the context, 512; v0.32.15 counts what it kept, its
 * {@code num_keep} and half of the rest, 258. Whole messages at the beginning may be dropped instead, which leaves any number.
 * So a prompt has been cut when the count has reached the context, or when it is much smaller than a prompt of this length
 * can be and the prompt is longer than the context, or the count just what a cut leaves.
 *
 * <p>Which context the model has, only its server knows: less than what was asked for where the model can do no more. It is
 * asked only where the count looks like a cut.
 */
final class PromptFit {

    /** Tokens in a letter of ordinary text, about; a language with longer tokens must not look like a cut. */
    private static final double LETTER = 0.25;

    /** The same for Chinese, Japanese and Korean. */
    private static final double SIGN = 0.6;

    private static final char FIRST_SIGN = '\u2E80';

    private static final double MUCH_SMALLER = 0.7;

    /** Nobody loads a model with less. */
    private static final int SMALLEST_CONTEXT = 256;

    private static final int USUAL_KEEP = 4;

    private final double expected;
    private final OptionalInt asked;
    private final int keep;

    private PromptFit(Stream<String> texts, GenerationOptions common, OllamaOptions own) {
        this.expected = texts.mapToDouble(PromptFit::tokens).sum();
        this.asked = RequestFields.contextLength(common, own);
        this.keep = own.options().get("num_keep") instanceof Number number ? number.intValue() : USUAL_KEEP;
    }

    static PromptFit of(ChatRequest request) {
        OllamaOptions own = request.extension(OllamaOptions.class).orElse(OllamaOptions.none());
        return new PromptFit(request.messages().stream().map(ChatMessage::text), request.options(), own);
    }

    static PromptFit of(GenerateRequest request) {
        OllamaOptions own = request.extension(OllamaOptions.class).orElse(OllamaOptions.none());
        Stream<String> texts = Stream.of(
                request.prompt(), request.system().orElse(""), request.suffix().orElse(""));
        return new PromptFit(texts, request.options(), own);
    }

    private static double tokens(String text) {
        double tokens = 0;
        char before = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            // A line of dashes or a wide indent is one token, or two.
            if (letter != before) {
                tokens += letter >= FIRST_SIGN ? SIGN : LETTER;
            }
            before = letter;
        }
        return tokens;
    }

    /** The context that the request asks for. */
    OptionalInt asked() {
        return asked;
    }

    /**
     * The completion, marked if the prompt was cut.
     *
     * @param loaded asks the server for the context of the model
     */
    Completion check(Completion end, Supplier<OptionalInt> loaded) {
        int counted = end.usage().promptTokens().orElse(0);
        boolean cut = isCut(counted, asked) || (looksCut(counted) && isCut(counted, loaded.get()));
        return cut ? end.withPromptTruncated() : end;
    }

    private boolean isCut(int counted, OptionalInt known) {
        if (counted == 0 || known.isEmpty()) {
            return false;
        }
        int context = known.getAsInt();
        // Some versions leave room for one token.
        return counted >= context - 1 || (isTooFew(counted) && (expected > context || isRest(counted, context)));
    }

    /** Whether this is what a cut leaves; some tokenizers put a token of their own before the text, which is kept too. */
    private boolean isRest(int counted, int context) {
        return counted == context - (context - keep) / 2 || counted == context - (context - keep - 1) / 2;
    }

    private boolean looksCut(int counted) {
        return counted > 0
                && ((expected > SMALLEST_CONTEXT && isTooFew(counted)) || isRound(counted) || isRound(counted + 1));
    }

    private boolean isTooFew(int counted) {
        return counted < expected * MUCH_SMALLER;
    }

    /** As contexts are. */
    private static boolean isRound(int tokens) {
        return tokens % SMALLEST_CONTEXT == 0 || tokens % 1000 == 0;
    }
}
