package digital.memu.inference.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files are read as Docker Compose reads them. */
class EnvReadingTest {

    static List<ComposeCase> cases() {
        return ComposeCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void asComposeDoes(ComposeCase each) {
        EnvValues values = EnvParser.parse(each.file()).values(Map.of("OUTER", "outer"));

        if (each.value().equals(ComposeCase.REFUSED)) {
            assertThat(values.problems()).hasSize(1);
        } else {
            assertThat(values.problems()).isEmpty();
            assertThat(values.get("K")).contains(each.value());
        }
    }

    @Test
    void aProblemNamesItsLineAndShowsNothingOfIt() {
        EnvValues values = EnvParser.parse("A=1\n\n# x\nmy secret\r\nB='2\n' C=${secret\nD=4\nE=\"open\nF=6")
                .values(Map.of());

        assertThat(values.problems())
                .containsExactly(
                        "line 4: there is a blank within the name",
                        "line 6: a ${ without its }",
                        "line 8: the quote is not closed")
                .noneMatch(problem -> problem.contains("secret"));
        assertThat(values.keys()).containsExactly("A", "B", "C", "D", "E", "F");
        assertThat(values.get("B")).contains("2\n");
        assertThat(values.get("C")).isEmpty();
        assertThat(values.get("E")).isEmpty();
        assertThat(values.line("F")).hasValue(9);
        assertThat(values.line("X")).isEmpty();
    }

    @Test
    void bytesThatAreNoTextAreReadAsSuch() {
        byte[] latin = {'K', '=', (byte) 0xfc, 'x'};

        assertThat(EnvParser.parse(EnvText.decode(latin)).values(Map.of()).get("K"))
                .contains("\uFFFDx");
    }

    @Test
    void referencesToThemselvesEnd() {
        String deep = "K=" + "${A:-".repeat(5000) + "x" + "}".repeat(5000);

        assertThat(EnvParser.parse("K=$K$K\n").values(Map.of()).get("K")).contains("");
        assertThat(EnvParser.parse(deep).values(Map.of()).problems()).hasSize(1);
    }

    @Test
    void valuesAreNotShown() {
        EnvValues values = EnvParser.parse("TOKEN=geheim").values(Map.of());

        assertThat(values).hasToString("EnvValues[TOKEN]");
    }
}
