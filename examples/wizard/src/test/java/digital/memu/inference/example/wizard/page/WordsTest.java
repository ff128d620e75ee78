package digital.memu.inference.example.wizard.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @Test
    void bothLanguagesHaveTheSameTexts() throws IOException {
        Properties english = load("Words.properties");
        Properties german = load("Words_de.properties");

        assertThat(german.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(blanks(german.getProperty(key))).as(key).isEqualTo(blanks(english.getProperty(key)));
            // A plain apostrophe would be taken for a quote.
            assertThat(german.getProperty(key) + english.getProperty(key))
                    .as(key)
                    .doesNotContain("'");
        }
    }

    private static String blanks(String text) {
        return text.replaceAll("[^{}0-9]|(?<!\\{)[0-9]", "")
                .chars()
                .sorted()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Properties load(String name) throws IOException {
        Properties texts = new Properties();
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(Words.class.getResourceAsStream(name)), StandardCharsets.UTF_8)) {
            texts.load(in);
        }
        return texts;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {"none|en", "de|de", "de-CH,en;q=0.5|de", "fr,de;q=0.5|de", "fr|en", "*|en", "???|en", "en,de|en"})
    void theFirstLanguageThatIsKnownIsTaken(String header, String language) {
        assertThat(Words.accepted(header).locale().getLanguage()).isEqualTo(language);
    }

    @Test
    void placesAreFilled() {
        assertThat(Words.accepted("en").get("many", 7)).isEqualTo("Try again in 7 seconds.");
    }
}
