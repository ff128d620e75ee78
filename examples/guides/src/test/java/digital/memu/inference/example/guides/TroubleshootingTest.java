package digital.memu.inference.example.guides;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.health.DiagnosisCode;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The guide has every diagnosis, in the words that the connection test says.
 *
 * <p>{@code -Ddocs.update=true} writes the table anew.
 */
class TroubleshootingTest {

    private static final Path GUIDE = Markdown.GUIDES.resolve("troubleshooting.md");
    private static final String START = "<!-- table of the diagnoses, written by TroubleshootingTest -->\n";
    private static final String END = "<!-- end of the table -->";

    @Test
    void theTableIsTheBundle() throws Exception {
        String guide = Files.readString(GUIDE);
        String before = guide.substring(0, guide.indexOf(START) + START.length());
        String after = guide.substring(guide.indexOf(END));
        String wanted = before + DiagnosisTable.markdown() + after;
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(GUIDE, wanted);
        }

        assertThat(Files.readString(GUIDE))
                .as("Intended? Run the test with -Ddocs.update=true.")
                .isEqualTo(wanted);
    }

    @Test
    void everyCodeHasWordsAndACause() throws Exception {
        Set<String> known = Arrays.stream(DiagnosisCode.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .map(field -> field.getName())
                .collect(Collectors.toSet());

        assertThat(DiagnosisTable.codes()).containsExactlyInAnyOrderElementsOf(known);
        assertThat(UsualCauses.all().keySet()).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void everyVariantHasARowAndNoPlaceForAFillingIsLeft() {
        List<String> rows = DiagnosisTable.markdown().lines().skip(2).toList();
        long variants = DiagnosisTable.codes().stream()
                .mapToLong(code -> DiagnosisTable.variants(code).size())
                .sum();

        assertThat(rows).hasSizeGreaterThanOrEqualTo((int) variants).noneMatch(row -> row.matches(".*\\{\\d}.*"));
        assertThat(variants).isGreaterThan(DiagnosisTable.codes().size());
    }
}
