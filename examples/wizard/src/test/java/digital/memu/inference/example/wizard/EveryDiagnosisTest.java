package digital.memu.inference.example.wizard;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.health.DiagnosisCode;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No code is forgotten when one is added: a browser shows it, or here stands why not. */
class EveryDiagnosisTest {

    private static final Map<String, String> NOT_SHOWN = Map.of(
            "NO_ROUTE", "whether there is no way to an address is for the network of the machine that runs the tests");

    @Test
    void aBrowserShowsItOrThereIsAReason() {
        Set<String> told = new TreeSet<>(BrowserDiagnosesTest.codes());
        assertThat(told).doesNotContainAnyElementsOf(NOT_SHOWN.keySet());
        told.addAll(NOT_SHOWN.keySet());

        assertThat(told).isEqualTo(known());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "de"})
    void itHasWordsInEveryLanguageOfThePage(String language) {
        ResourceBundle texts = ResourceBundle.getBundle(
                "digital.memu.inference.setup.Texts",
                Locale.forLanguageTag(language),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        assertThat(texts.getLocale().getLanguage()).isEqualTo(language);

        for (String part : new String[] {"sentence", "fix"}) {
            assertThat(known())
                    .allSatisfy(code -> assertThat(texts.keySet())
                            .anyMatch(key -> key.matches(code + "(\\.[A-Z_]+)?\\." + part + "(\\.[a-z-]+)?")
                                    && !texts.getString(key).isBlank()));
        }
    }

    private static Set<String> known() {
        return Arrays.stream(DiagnosisCode.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .map(field -> field.getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
