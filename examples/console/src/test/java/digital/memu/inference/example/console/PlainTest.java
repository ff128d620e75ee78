package digital.memu.inference.example.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTest {

    @Test
    void nothingMovesTheCursorOrTheDirection() {
        assertThat(Plain.of("a\u001b[2Jb\r\nc\u202ed\u009b1m")).isEqualTo("a?[2Jb??c?d?1m");
        assertThat(Plain.of("a\u2028b, it's \ud83d\ude00")).isEqualTo("a?b, it's \ud83d\ude00");
        assertThat(Plain.lines("a\n\tb\u0007 ü 🙂")).isEqualTo("a\n\tb? ü 🙂");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 KB",
        "9949, 9.9 KB",
        "9951, 10 KB",
        "99951, 100 KB",
        "999499, 999 KB",
        "999949, 1.0 MB",
        "2019393189, 2.0 GB",
        "9223372036854775807, 9.2 EB"
    })
    void bytes(long bytes, String words) {
        assertThat(Plain.bytes(bytes)).isEqualTo(words);
    }
}
