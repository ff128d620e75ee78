package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions as servers tell them. */
class OllamaVersionTest {

    @Test
    void orderOfRelease() {
        assertThat(Stream.of("0.32.15", "0.9.6", "0.18.0", "0.18.0-rc2", "0.18.0-rc10", "1.0.0", "0.0.0")
                        .map(OllamaVersion::parse)
                        .sorted())
                .map(OllamaVersion::toString)
                .containsExactly("0.0.0", "0.9.6", "0.18.0-rc2", "0.18.0-rc10", "0.18.0", "0.32.15", "1.0.0");
    }

    @ParameterizedTest
    @CsvSource({
        "0.18.0, v0.18.0",
        "0.18, 0.18.0",
        "0.18.0-rc1, 0.18.0rc1",
        "0.18.0+abc, 0.18.0",
        "0.5.13-3-gabc, 0.5.13"
    })
    void writtenDifferently(String one, String other) {
        assertThat(OllamaVersion.parse(one)).isEqualTo(OllamaVersion.parse(other));
        assertThat(OllamaVersion.parse(one)).hasSameHashCodeAs(OllamaVersion.parse(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dev", "0.0.0", "warning: could not connect", "99999999999.1", "-1", "\n"})
    void nobodysRelease(String text) {
        assertThat(OllamaVersion.parse(text).isRelease()).isFalse();
        assertThat(OllamaVersion.parse(text)).hasToString(text);
    }
}
