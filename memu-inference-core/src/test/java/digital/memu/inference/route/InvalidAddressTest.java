package digital.memu.inference.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no client could use is refused with the text, what is wrong and the fix, and without secrets. */
class InvalidAddressTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://user:pw@h    | holds a user name or password       | Leave out everything up to the @",
                "h/a@b               | holds a user name or password       | %40",
                "h?x=1               | holds a query                       | Leave out",
                "h/a#f               | holds a query or a fragment         | Leave out",
                "a b                 | holds a blank                       | without blanks",
                "h/a b               | holds a blank                       | without blanks",
                "a\u00a0b            | holds a blank                       | without blanks",
                "ftp://h             | only http:// and https://           | http://host:11434",
                "://h                | only http:// and https://           | http://host:11434",
                "http\u017f://h      | only http:// and https://           | http://host:11434",
                "http:\\\\h          | holds a backslash                   | slashes",
                "h:0                 | port 0                              | usually 11434",
                "h:00                | port 0                              | usually 11434",
                "h:+80               | has a sign                          | digits only",
                "a,b                 | not a name or address               | one address at a time",
                "a..b                | not a name or address               | single dots",
                "h%20x               | not a name or address               | letters, digits",
                "'h\"x'              | not a name or address               | letters, digits",
                "[pc]                | not a name or address               | letters, digits",
                "http://pc:1:2       | neither a name nor an IPv6 address  | host:11434",
                "2001:db8::1:11434   | neither a name nor an IPv6 address  | [2001:db8::1]:11434",
                "http://a:1,http://b | neither a name nor an IPv6 address  | one address",
                "1.2.3.4%eth0:::1    | IPv6 zone                           | name or number",
                "::ffff:1.2.3.4%eth0 | IPv6 zone                           | name or number",
                "fe80::1%a,b         | IPv6 zone                           | name or number",
                "[::%]:80            | IPv6 zone                           | name or number",
                "stra\u00dfe.example | letters that cannot be looked up    | xn--",
                "\ud83e\udd99.example | letters that cannot be looked up   | xn--",
            })
    void namesWhatIsWrongAndTheFix(String text, String reason, String fix) {
        InvalidAddressException refused = refused(text);

        assertThat(refused.reason()).contains(reason);
        assertThat(refused.fix()).contains(fix).endsWith(".");
        assertThat(refused).hasMessageContaining(refused.reason()).hasMessageEndingWith(refused.fix());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h\u0000",
                "h\u0007x",
                "h\u202ex",
                "\ufeffh",
                "h/\u200bx",
                "h/\ud800",
                "h\u0085x",
                "a\r\nb",
                "a\tb"
            })
    void refusesWhatNobodySees(String text) {
        InvalidAddressException refused = refused(text);

        assertThat(refused.reason()).containsAnyOf("invisible", "blank");
        assertThat(refused.getMessage().codePoints()).allMatch(SafeText::isVisible);
    }

    /** A resolver, a browser and Java each have their own idea of which address these are. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.1", "127.0.1", "0", "2130706433", "017700000001", "0x7f000001", "0x7f.1", "0X7F.0.0.1", "127.0x1",
                "010.0.0.1", "192.168.001.050", "256.1.1.1", "1.2.3.4.5", "1.2.3.4.", "65536", "080", "0x", "１２７.1"
            })
    void refusesNumbersThatMeanDifferentThings(String text) {
        assertThat(refused(text).reason()).contains("not every system reads as the same address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.3.x", "10.0.0.1a", "1password", "7.tower", "0xg", "65535"})
    void acceptsNamesWithNumbers(String text) {
        assertThat(HostAddress.parse(text).host()).isEqualTo(text);
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThat(refused("h/" + "a".repeat(2047)).reason()).contains("longer than 2048");
        assertThat(HostAddress.parse("h/" + "a".repeat(2046)).path()).hasSize(2047);
        assertThat(refused("h/" + "a".repeat(100_000)).getMessage()).hasSizeLessThan(250);
        assertThat(refused("a".repeat(64)).reason()).contains("not a name");
        assertThat(refused("a.".repeat(127) + "a").reason()).contains("not a name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://user:hunter2@h:1      | http://***@h:1",
                "HTTPS://user:hunter2@h       | https://***@h",
                "user:hunter2@h               | ***@h",
                "user:hunter2/x@y@h           | ***@h",
                "user:hunter2://x@h           | ***@h",
                "user:hunter2?x@h             | ***…",
                "http://h?key=hunter2@x       | http://***…",
                "http://h?key=hunter2         | http://h…",
                "http://h/x#hunter2           | http://h/x…",
                "user:hunter2\uff20h          | ***\uff20h",
                "hunter2@                     | ***@",
            })
    void showsNoSecret(String text, String shown) {
        InvalidAddressException refused = refused(text);

        assertThat(refused).hasMessageStartingWith("\"" + shown + "\" cannot be used as an address: ");
        assertThat(refused.getMessage()).doesNotContain("hunter2");
    }

    private static InvalidAddressException refused(String text) {
        return catchThrowableOfType(InvalidAddressException.class, () -> HostAddress.parse(text));
    }
}
