package digital.memu.inference.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.failure.InvalidConfigurationException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an edit makes of a text, and what it leaves. */
class EnvEditTest {

    @Test
    void everythingElseStaysByteForByte() {
        String before = "\uFEFF# Memu  \r\n\r\n  export  A = 1   # one\r\n???\r\nB='x' \r\n\tC: 3\r\n#end";

        assertThat(set(before, "A", "2")).isEqualTo(before.replace("A = 1 ", "A = 2 "));
        assertThat(set(before, "B", "y z")).isEqualTo(before.replace("'x'", "'y z'"));
        assertThat(set(before, "C", "4")).isEqualTo(before.replace("C: 3", "C: 4"));
        assertThat(set(before, "D", "5")).isEqualTo(before + "\r\nD=5\r\n");
    }

    @Test
    void bytesThatAreNoTextStayToo() {
        byte[] before = {'#', (byte) 0xfc, (byte) 0xc3, '\n', 'A', '=', '1', '\n', (byte) 0xf0, (byte) 0x9f};
        byte[] after = before.clone();
        after[6] = '2';

        assertThat(EnvText.encode(set(EnvText.decode(before), "A", "2"))).isEqualTo(after);
    }

    @Test
    void aNewFileAndAnEmptyOneAreWrittenAlike() {
        assertThat(set("", "A", "1")).isEqualTo("A=1\n");
        assertThat(set("\uFEFF", "A", "1")).isEqualTo("\uFEFFA=1\n");
        assertThat(set("\n", "A", "1")).isEqualTo("\nA=1\n");
    }

    @Test
    void theLastOccurrenceCountsAndTheOthersGo() {
        String before = "A=1 # old\nB=2\nexport A='3'\n  A=4 # new\nC=5\n";

        assertThat(set(before, "A", "6")).isEqualTo("B=2\n  A=6 # new\nC=5\n");
        assertThat(remove(before, "A")).isEqualTo("B=2\nC=5\n");
    }

    @Test
    void anEarlierOccurrenceStaysWhereOthersReferToIt() {
        String before = "A=1\nB=$A\nA=2\n";

        assertThat(set(before, "A", "3")).isEqualTo("A=1\nB=$A\nA=3\n");
    }

    @Test
    void aVariableThatSharesItsLineGoesAlone() {
        String before = "A='1' B=2 # both\nC=\"x\ny\" A='3'\n";

        assertThat(remove(before, "A")).isEqualTo(" B=2 # both\nC=\"x\ny\" \n");
        assertThat(set(before, "B", "")).isEqualTo("A='1' B='' # both\nC=\"x\ny\" A='3'\n");
    }

    @Test
    void aValueOfSeveralLinesIsReplacedWhole() {
        assertThat(set("A=\"x\nB=no\n\" # c\nB=2", "A", "1")).isEqualTo("A='1' # c\nB=2");
        assertThat(remove("A=\"x\nB=no\n\" # c\nB=2", "A")).isEqualTo("B=2");
    }

    @Test
    void aNameAloneBecomesAVariable() {
        assertThat(set("A\nB", "A", "1")).isEqualTo("A=1\nB");
        assertThat(set("A\nB", "B", "1")).isEqualTo("A\nB=1");
    }

    @Test
    void whatSaysItAlreadyIsLeft() {
        assertThat(plan("A = \"1\" #x\n", "A", "1").changes()).isEmpty();
        assertThat(plan("B=1\nA=$B\n", "A", "1").text()).isEqualTo("B=1\nA=1\n");
        assertThat(plan("A=1\nA=1\n", "A", "1").text()).isEqualTo("A=1\n");
    }

    static List<String> values() {
        return ComposeCase.VALUES;
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueIsReadBackAsItWasSet(String value) {
        for (String before : new String[] {"", "K='x' # c\n", "K=x # c\n", "K=\"x\"", "export K\n", "K=\r\nL=1\r\n"}) {
            String after = set(before, "K", value);

            assertThat(EnvParser.parse(after).values(Map.of("A", "wrong")).get("K"))
                    .as(before)
                    .contains(value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"London\nDB_PASSWORD=x", "a\rb", "a\0b", "\ud83d"})
    void whatNoVariableCanHoldIsRefused(String value) {
        EnvEdit edit = EnvFile.at(Path.of("unused")).edit();

        assertThatThrownBy(() -> edit.set("CITY", value))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("CITY")
                .hasMessageNotContaining("DB_PASSWORD")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1A", "A B", "A=B", "A\nB", "\u00e4", "A-B", "#A"})
    void whatIsNoNameIsRefused(String name) {
        EnvEdit edit = EnvFile.at(Path.of("unused")).edit();

        assertThatThrownBy(() -> edit.set(name, "x"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> edit.remove(name)).isInstanceOf(InvalidConfigurationException.class);
    }

    @Test
    void aFileWithAnOpenQuoteIsNotGuessedAt() {
        assertThatThrownBy(() -> set("A=1\nB='x\nA=2\n", "A", "3"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("line 2: the quote is not closed");
    }

    @Test
    void changesTellWhatWasAndWhatIs() {
        Map<String, Optional<String>> wishes = new LinkedHashMap<>();
        wishes.put("A", Optional.of("2"));
        wishes.put("B", Optional.empty());
        wishes.put("C", Optional.of("3"));
        wishes.put("D", Optional.empty());
        wishes.put("E", Optional.of("5"));

        EnvPlan plan = EnvPlan.of("A=1\nB=1\nE=5\n", wishes);

        assertThat(plan.changes())
                .extracting(EnvChange::toString)
                .containsExactly("A: changed", "B: removed", "C: added");
        assertThat(plan.changes().get(0).before()).contains("1");
        assertThat(plan.changes().get(0).after()).contains("2");
    }

    private static String set(String text, String key, String value) {
        return plan(text, key, value).text();
    }

    private static String remove(String text, String key) {
        return EnvPlan.of(text, Map.of(key, Optional.empty())).text();
    }

    private static EnvPlan plan(String text, String key, String value) {
        return EnvPlan.of(text, Map.of(key, Optional.of(value)));
    }
}
