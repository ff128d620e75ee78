package digital.memu.inference.example.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "90m, PT1H30M",
        "90min, PT1H30M",
        "2h, PT2H",
        "1d12h, PT36H",
        "45s, PT45S",
        "1 h 5 m, PT1H5M",
        "2H, PT2H",
        "2H 30M, PT2H30M",
        "' 90 S ', PT90S"
    })
    void asPeopleWriteThem(String text, Duration duration) {
        assertThat(Durations.parse(text)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "soon", "-1h", "1", "1h2d", "367d", "99999999999s", "h", "5", "2h2h", "999d", "two hours"})
    void whatIsNone(String text) {
        assertThat(Durations.parse(text)).isEmpty();
        assertThatThrownBy(() -> new DurationConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "' is no time of up to a year");
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0 s", "PT59.9S, 59 s", "PT125S, 2 min 5 s", "PT1H5M, 1 h 5 min", "PT30H, 30 h 0 min"})
    void inWords(Duration duration, String words) {
        assertThat(Durations.words(duration)).isEqualTo(words);
    }
}
