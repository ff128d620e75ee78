package digital.memu.inference.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a message shows of a server's words. */
class FailureTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                " a\r\n\tb\n",
                "a\u0085b",
                "a\u2028b\u2029",
                "a\u000bb\f",
                "\u0000a\u0000b",
                "a\u009bb",
                "a\u202eb",
                "\ufeffa\u200bb",
                "a\u00a0\u3000b",
                "a\ud800b\udc00",
                "a\ue000b"
            })
    void isOneLineOfWhatIsSeen(String words) {
        assertThat(FailureText.oneLine(words)).isEqualTo("a b");
    }

    @Test
    void keepsEveryScript() {
        assertThat(FailureText.oneLine("Größe: 漢字 \ud83e\udd99")).isEqualTo("Größe: 漢字 \ud83e\udd99");
    }

    @Test
    void isCutBetweenTwoSigns() {
        assertThat(FailureText.oneLine("x".repeat(500))).hasSize(500).doesNotEndWith("…");
        assertThat(FailureText.oneLine("x".repeat(501))).hasSize(501).endsWith("x…");
        assertThat(FailureText.oneLine("x".repeat(499) + "\ud83e\udd99"))
                .hasSize(500)
                .endsWith("x…");
    }
}
