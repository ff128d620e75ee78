package digital.memu.inference.setup;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.health.DiagnosisCode;
import digital.memu.inference.health.GpuEvidence;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The words: complete, the same in both languages, and safe to fill. */
class TextsTest {

    private static final Pattern FILLING = Pattern.compile("\\{\\d}");

    /** Each file by itself: as bundles they would lend each other what is missing. */
    static Stream<ResourceBundle> bundles() {
        return Stream.of("Texts.properties", "Texts_de.properties").map(TextsTest::read);
    }

    private static ResourceBundle read(String file) {
        try (InputStream in = TextsTest.class.getResourceAsStream(file)) {
            return new PropertyResourceBundle(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<DiagnosisCode> codes() {
        return Arrays.stream(DiagnosisCode.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .map(TextsTest::code)
                .toList();
    }

    private static DiagnosisCode code(Field field) {
        try {
            return (DiagnosisCode) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void bothLanguagesHaveTheSameKeys() {
        List<TreeSet<String>> keys =
                bundles().map(bundle -> new TreeSet<>(bundle.keySet())).toList();

        assertThat(keys.get(1)).isEqualTo(keys.get(0));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void everyCodeHasASentenceAndAFix(ResourceBundle bundle) {
        assertThat(codes())
                .hasSizeGreaterThan(20)
                .allSatisfy(code -> assertThat(bundle.keySet()).contains(code + ".sentence", code + ".fix"));
    }

    @Test
    void theDocumentationListsEveryCode() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "connection-test.md"));

        assertThat(codes()).allSatisfy(code -> assertThat(page).contains("\n| `" + code + "` |"));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void everyStepRepairAndEvidenceHasWords(ResourceBundle bundle) {
        List<String> wanted = new ArrayList<>();
        Arrays.stream(Step.Part.values()).forEach(part -> wanted.add("step." + part));
        Arrays.stream(Repair.Kind.values()).forEach(kind -> wanted.add("repair." + kind));
        Arrays.stream(GpuEvidence.Level.values()).forEach(level -> wanted.add("OK." + level + ".sentence"));

        assertThat(bundle.keySet()).containsAll(wanted);
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void noTextHasAQuoteThatWouldSwallowAFilling(ResourceBundle bundle) {
        assertThat(bundle.keySet()).allSatisfy(key -> {
            String text = bundle.getString(key);
            assertThat(text).doesNotContain("'").isNotBlank();
            assertThat(FILLING.matcher(text).replaceAll("")).doesNotContain("{", "}");
            Object[] fillings = {"a", "b", "c", "d", "e", "f", "g"};
            assertThat(new MessageFormat(text, Locale.ROOT).format(fillings)).doesNotContain("{");
        });
    }

    @Test
    void bothLanguagesTellTheSame() {
        List<ResourceBundle> both = bundles().toList();

        assertThat(both.get(0).keySet())
                .allSatisfy(key -> assertThat(fillings(both.get(1), key)).isEqualTo(fillings(both.get(0), key)));
    }

    private static TreeSet<String> fillings(ResourceBundle bundle, String key) {
        TreeSet<String> fillings = new TreeSet<>();
        FILLING.matcher(bundle.getString(key)).results().forEach(found -> fillings.add(found.group()));
        return fillings;
    }

    @Test
    void whoeverReadsNoneOfTheLanguagesGetsEnglishWhateverTheSystemSpeaks() {
        Locale system = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            FakeKind kind = new FakeKind("Ollama", 11434);

            assertThat(Texts.in(Locale.FRENCH).of("OK", "", "fix", kind)).isEqualTo("Nothing needs to be done.");
            assertThat(Texts.in(Locale.ENGLISH).of("OK", "", "fix", kind)).isEqualTo("Nothing needs to be done.");
            assertThat(Texts.in(Locale.forLanguageTag("de-AT")).of("OK", "", "fix", kind))
                    .isEqualTo("Es ist nichts zu tun.");
        } finally {
            Locale.setDefault(system);
        }
    }

    @Test
    void theFittingWordsAreTaken() {
        Texts texts = Texts.in(Locale.ENGLISH);
        FakeKind ollama = new FakeKind("Ollama", 11434);
        FakeKind other = new FakeKind("Whisper", 9000);

        assertThat(texts.of("REFUSED", "", "fix", ollama)).contains("Expose Ollama");
        assertThat(texts.of("REFUSED", "", "fix", other, "Whisper")).startsWith("Start Whisper on that computer");
        assertThat(texts.of("REFUSED", "HERE", "fix", other, "Whisper")).isEqualTo("Start Whisper on this device.");
        assertThat(texts.of("WHISPER_ODD", "", "fix", other)).isEqualTo("The technical details tell what.");
    }
}
