package digital.memu.inference.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The truth table of OLLAMA_HOST: what Ollama's own parser makes of a text, right or wrong. */
class OllamaHostSyntaxTest {

    @ParameterizedTest
    @MethodSource("digital.memu.inference.route.OllamaHostTable#rows")
    void readsWhatOllamaReads(OllamaHostTable row) {
        OllamaHostSyntax syntax = parse(row.text(), 11434);

        assertThat(syntax.scheme()).isEqualTo(row.scheme());
        assertThat(syntax.host()).isEqualTo(row.host());
        assertThat(syntax.port()).isEqualTo(row.port());
        assertThat(syntax.path()).isEqualTo(row.path());
    }

    /** Not in the table; compared with Go's own functions. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "0:0::1              | ::1              | 11434",
                "::ffff:1.2.3.4      | 1.2.3.4          | 11434",
                "[::ffff:1.2.3.4]:80 | ::ffff:1.2.3.4   | 80",
                "]]1.2.3.4[          | 1.2.3.4          | 11434",
                "[fe80::1%eth0]      | [fe80::1%eth0]   | 11434",
                "010.0.0.1           | 010.0.0.1        | 11434",
                "[h]:80              | h                | 80",
                "[h]                 | [h]              | 11434",
                "[h]x:80             | [h]x:80          | 11434",
                "[h:80               | [h:80            | 11434",
                "h]:80               | h]:80            | 11434",
                "[[h]:80             | [[h]:80          | 11434",
                "[]:80               | ``               | 80",
                "h:+80               | h                | +80",
                "h:-0                | h                | -0",
                "h:00080             | h                | 00080",
                "h:+                 | h                | 11434",
                "h:8_0               | h                | 11434",
                "h:65535             | h                | 65535",
                "h:65536             | h                | 11434",
                "h:4294967376        | h                | 11434",
                "h:\u0668\u0660      | h                | 11434",
                "a:b:c               | a:b:c            | 11434",
            })
    void cutsHostAndPortAsGoDoes(String text, String host, String port) {
        OllamaHostSyntax syntax = parse(text, 11434);

        assertThat(syntax.host()).isEqualTo(host);
        assertThat(syntax.port()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00a0h\u3000", "\t\r\nh\n", "\"'\"h'", "'\u0085h\u2028'"})
    void takesOffBlanksAndQuotesAsGoDoes(String text) {
        assertThat(OllamaHostSyntax.trim(text)).isEqualTo("h");
    }

    @ParameterizedTest
    @CsvSource({"pc, 3003", "HTTP://pc, 3003", "http://pc, 80", "https://pc, 443", "pc:66000, 3003", "ollama.com, 443"})
    void anotherServersDefaultPortTakesThePlaceOf11434(String text, String port) {
        assertThat(parse(text, 3003).port()).isEqualTo(port);
    }

    private static OllamaHostSyntax parse(String text, int standardPort) {
        return OllamaHostSyntax.parse(OllamaHostSyntax.trim(text), standardPort);
    }
}
