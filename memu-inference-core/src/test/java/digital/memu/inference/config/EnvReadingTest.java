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

    /** Some hundred characters that stand for a million times a million. */
    @Test
    void referencesThatDoubleAValueAgainAndAgainEnd() {
        StringBuilder text = new StringBuilder("A0=0123456789\n");
        for (int i = 0; i < 40; i++) {
            text.append("A" + (i + 1) + "=${A" + i + "}${A" + i + "}\n");
        }
        EnvValues values = EnvParser.parse(text.toString()).values(Map.of());

        assertThat(values.get("A10")).contains("0123456789".repeat(1 << 10));
        assertThat(values.get("A20")).isEmpty();
        assertThat(values.problems()).first().isEqualTo("line 17: references that make the values longer than 1 MiB");
    }

    @Test
    void whatRefersToSomethingWithoutAValueHasNoneEither() {
        EnvValues values = EnvParser.parse("PC=${\nA=http://$PC:1\nB=${A:-x}\n").values(Map.of());

        assertThat(values.get("A")).isEmpty();
        assertThat(values.get("B")).isEmpty();
        assertThat(values.problems()).hasSize(3);
    }

    /** Each of them short enough, all of them together not. */
    @Test
    void manyReferencesToALongValueEnd() {
        String text = "L=" + "x".repeat(400_000) + "\n" + "K=$L\n".repeat(3) + "M='m'\nN=$M\n";
        EnvValues values = EnvParser.parse(text).values(Map.of());

        assertThat(values.get("L").orElseThrow()).hasSize(400_000);
        assertThat(values.get("K")).isEmpty();
        assertThat(values.get("N")).contains("m");
    }

    @Test
    void valuesAreNotShown() {
        EnvValues values = EnvParser.parse("TOKEN=geheim").values(Map.of());

        assertThat(values).hasToString("EnvValues[TOKEN]");
    }
}
