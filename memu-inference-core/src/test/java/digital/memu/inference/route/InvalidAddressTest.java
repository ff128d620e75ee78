package digital.memu.inference.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no client could use is refused without its secrets; with which words, {@link AddressTableTest} tells. */
class InvalidAddressTest {

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
