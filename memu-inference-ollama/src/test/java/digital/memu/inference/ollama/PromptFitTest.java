package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.Completion;
import digital.memu.inference.chat.FinishReason;
import digital.memu.inference.chat.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a prompt counts as cut; the first two rows are what real servers counted. */
class PromptFitTest {

    @ParameterizedTest
    @CsvSource({
        "3240, 512, 512, true", // v0.17.0: 810 tokens into 512
        "3240, 258, 512, true", // v0.32.15: the same
        "3240, 810, 4096, false", // it fits
        "2000, 500, 512, false", // nearly full, not cut
        "2400, 511, 512, false", // a language of long tokens
        "100, 20, 512, false",
        "100, 0, 512, false", // cached, and not counted
        "3240, , 512, false", // not counted
        "3240, 512, , false" // the context is the server's own
    })
    void aCutIsConcludedFromTheTokensCounted(int characters, Integer counted, Integer context, boolean cut) {
        ChatRequest request = ChatRequest.builder()
                .user("x".repeat(characters))
                .options(o -> context == null ? o : o.contextLength(context))
                .build();
        Completion end = Completion.of(
                "m", FinishReason.STOP, Usage.builder().promptTokens(counted).build());

        assertThat(PromptFit.check(request, end).promptTruncated()).isEqualTo(cut);
    }

    @Test
    void ollamasOwnNameForTheContextWins() {
        ChatRequest request = ChatRequest.builder()
                .user("x".repeat(24_000))
                .options(o -> o.contextLength(4096))
                .extension(OllamaOptions.builder().option("num_ctx", 16_384).build())
                .build();
        Completion end = Completion.of(
                "m", FinishReason.STOP, Usage.builder().promptTokens(6_000).build());

        assertThat(PromptFit.check(request, end).promptTruncated()).isFalse();
    }
}
