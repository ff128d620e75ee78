package digital.memu.inference.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a continuing backend says, joined to what the caller has. */
class SeamTest {

    private static final String LEDGER = "The three primary colours are red, ";

    private static String joined(Seam seam, String... events) {
        StringBuilder out = new StringBuilder();
        for (String event : events) {
            out.append(seam.take(event));
        }
        return out.append(seam.end()).toString();
    }

    @Test
    void thePrefixIsTheLedgerWithoutTheWhitespaceAtItsEnd() {
        assertThat(new Seam(LEDGER).prefix()).isEqualTo("The three primary colours are red,");
        assertThat(Seam.possible(LEDGER)).isTrue();
        assertThat(Seam.possible("too short      \n\n   ")).isFalse();
        assertThat(Seam.possible("half a character at its end \ud83d")).isFalse();
    }

    @Test
    void whitespaceThatComesBackIsDroppedAndNothingElse() {
        assertThat(joined(new Seam(LEDGER), " green")).isEqualTo("green");
        assertThat(joined(new Seam(LEDGER), "green")).isEqualTo("green");
        assertThat(joined(new Seam(LEDGER), " ", " green")).isEqualTo(" green");
        assertThat(joined(new Seam("A list of three items:\n\n"), "\n", "\n", "\n- one"))
                .isEqualTo("\n- one");
        assertThat(joined(new Seam("A list of three items:\n\n"), "\n- one")).isEqualTo("- one");
        assertThat(joined(new Seam(" red comes first, and last comes "), " red"))
                .as("a whole reply that only begins like the text")
                .isEqualTo("red");
    }

    @Test
    void aRepeatedPrefixIsDroppedHoweverItIsCut() {
        assertThat(joined(new Seam(LEDGER), LEDGER + "green")).isEqualTo("green");
        assertThat(joined(new Seam(LEDGER), LEDGER.stripTrailing() + " green")).isEqualTo("green");
        assertThat(joined(new Seam(LEDGER), (LEDGER + "green").split(""))).isEqualTo("green");
    }

    @Test
    void whatOnlyBeginsLikeThePrefixIsNew() {
        assertThat(joined(new Seam(LEDGER), "The three", " others")).isEqualTo("The three others");
        assertThat(joined(new Seam(LEDGER), "The three")).isEqualTo("The three");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<|im_start|>user", "\n<start_of_turn>model", " [INST] more", "### Assistant: yes", "<think>hm"})
    void aNewTurnIsRefused(String reply) {
        Seam whole = new Seam(LEDGER);
        assertThat(whole.take(reply)).isEmpty();
        assertThat(whole.refused()).isTrue();
        Seam cut = new Seam(LEDGER);
        for (String character : List.of(reply.split(""))) {
            assertThat(cut.take(character)).isEmpty();
        }
        assertThat(cut.refused()).isTrue();
    }

    @Test
    void whatOnlyBeginsLikeATurnIsNew() {
        assertThat(joined(new Seam(LEDGER), " <", "|green")).isEqualTo("<|green");
        assertThat(joined(new Seam(LEDGER), " [")).isEqualTo("[");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", " \n", "The three primary colours are red,", "The three primary colours are red, "})
    void aReplyThatBringsNothingIsEmpty(String reply) {
        Seam seam = new Seam(LEDGER);
        assertThat(seam.take(reply) + seam.end()).isEmpty();
        assertThat(seam.empty()).isTrue();
        assertThat(seam.refused()).isFalse();
    }
}
