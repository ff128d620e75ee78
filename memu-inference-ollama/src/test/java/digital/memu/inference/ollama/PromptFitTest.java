package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.Completion;
import digital.memu.inference.chat.FinishReason;
import digital.memu.inference.chat.Usage;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a prompt counts as cut; 512 and 258 of 3240 characters are what real servers counted. */
class PromptFitTest {

    private static final Supplier<OptionalInt> NOBODY_ASKED = () -> {
        throw new AssertionError("the server was asked");
    };

    @ParameterizedTest
    @CsvSource({
        "xy, 3240, 512, 512, true", // v0.17.0: 810 tokens into 512
        "xy, 3240, 258, 512, true", // v0.32.15: the same
        "xy, 3240, 511, 512, true", // others leave room for one token
        "xy, 3240, 810, 4096, false", // it fits
        "xy, 2000, 500, 512, false", // nearly full, not cut
        "xy, 2400, 510, 512, false", // a language of long tokens
        "xy, 100, 20, 512, false",
        "xy, 100, 0, 512, false", // cached, and not counted
        "xy, 3240, , 512, false", // not counted
        "漢字, 5000, 2050, 4096, true", // a model for which each takes a token
        "漢字, 5000, 2051, 4096, true", // the same, with a token before the text
        "漢字, 5000, 3000, 4096, false",
        "漢字, 5000, 1026, 2048, true",
        "漢字, 5000, 1400, 2048, true", // messages were dropped
    })
    void aCutIsConcludedFromTheTokensCounted(
            String letters, int characters, Integer counted, Integer context, boolean cut) {
        String text = letters.repeat(characters / 2);
        ChatRequest leftToTheServer = ChatRequest.of(text);
        ChatRequest asked = leftToTheServer.toBuilder()
                .options(o -> o.contextLength(context))
                .build();

        assertThat(isCut(asked, counted, () -> OptionalInt.of(context))).isEqualTo(cut);
        assertThat(isCut(leftToTheServer, counted, () -> OptionalInt.of(context)))
                .isEqualTo(cut);
    }

    @ParameterizedTest
    @CsvSource({"20, 33", "1000, 40", "3240, 810", "3240, 700", "16000, 3900", "16000, 5100"})
    void theServerIsAskedOnlyWhereItLooksLikeACut(int characters, int counted) {
        assertThat(isCut(ChatRequest.of("xy".repeat(characters / 2)), counted, NOBODY_ASKED))
                .isFalse();
    }

    /** Of wide indents and lines of dashes there is much less in tokens. */
    @Test
    void runsOfOneCharacterAreNoText() {
        String table = ("xy".repeat(20) + "-".repeat(200) + " ".repeat(200)).repeat(50);

        assertThat(isCut(ChatRequest.of(table), 700, NOBODY_ASKED)).isFalse();
    }

    @Test
    void aServerThatDoesNotTellCutsNothing() {
        assertThat(isCut(ChatRequest.of("xy".repeat(1620)), 512, OptionalInt::empty))
                .isFalse();
    }

    @Test
    void aModelMayHaveLessThanWasAskedFor() {
        ChatRequest request = ChatRequest.builder()
                .user("xy".repeat(20_000))
                .options(o -> o.contextLength(16_384))
                .build();

        assertThat(isCut(request, 8192, () -> OptionalInt.of(8192))).isTrue();
        assertThat(isCut(request, 9500, NOBODY_ASKED)).isFalse();
    }

    @Test
    void whatIsKeptOfABeginningMayBeChosen() {
        ChatRequest request = ChatRequest.builder()
                .user("漢字".repeat(2500))
                .options(o -> o.contextLength(4096))
                .extension(OllamaOptions.builder().numKeep(24).build())
                .build();

        assertThat(isCut(request, 2060, () -> OptionalInt.of(4096))).isTrue();
        assertThat(isCut(request, 2050, () -> OptionalInt.of(4096))).isFalse();
    }

    @Test
    void ollamasOwnNameForTheContextWins() {
        ChatRequest request = ChatRequest.builder()
                .user("xy".repeat(12_200))
                .options(o -> o.contextLength(4096))
                .extension(OllamaOptions.builder().option("num_ctx", 16_384).build())
                .build();

        assertThat(isCut(request, 6_100, NOBODY_ASKED)).isFalse();
    }

    @Test
    void aPromptToBeContinuedIsMeasuredToo() {
        GenerateRequest request = GenerateRequest.builder("m")
                .prompt("xy".repeat(1000))
                .system("xy".repeat(500))
                .suffix("xy".repeat(120))
                .options(o -> o.contextLength(512))
                .build();

        assertThat(isCut(PromptFit.of(request), 258, NOBODY_ASKED)).isTrue();
    }

    private static boolean isCut(ChatRequest request, Integer counted, Supplier<OptionalInt> loaded) {
        return isCut(PromptFit.of(request), counted, loaded);
    }

    private static boolean isCut(PromptFit fit, Integer counted, Supplier<OptionalInt> loaded) {
        Completion end = Completion.of(
                "m", FinishReason.STOP, Usage.builder().promptTokens(counted).build());
        return fit.check(end, loaded).promptTruncated();
    }
}
