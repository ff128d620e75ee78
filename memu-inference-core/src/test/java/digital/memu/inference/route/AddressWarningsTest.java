package digital.memu.inference.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that work, but perhaps not as meant, say so. */
class AddressWarningsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pc",
                "pc:11434",
                ":1234",
                "http://pc:80",
                "https://pc",
                "http://proxy/ollama",
                "ollama.com",
                "1.2.3.4",
                "HTTP://pc:80",
                "[2001:db8::8080]:11434",
                "[2001:db8::8080]",
                "2001:db8::5",
                "::1"
            })
    void areAbsentWhereTheMeaningIsClear(String text) {
        assertThat(HostAddress.parse(text).warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://pc          | port 80; did you mean http://pc:11434?",
                "http://[::1]       | port 80; did you mean http://[::1]:11434?",
                "HTTPS://pc         | this address means port 11434",
                "pc:66000           | port 11434 is used",
                "https://pc:99999   | port 443 is used",
                "pc:                | port 11434 is used",
                "0.0.0.0            | 0.0.0.0 is where a server listens",
                "[::]:80            | this device (::1) is asked",
                "//1.2.3.4:11434    | There is no host before the first slash",
                "http:///x          | There is no host before the first slash",
                "11434              | did you mean port 11434, as in 127.0.0.1:11434?",
                "2001:db8::8080     | write [2001:db8::]:8080",
                "2001:db8::1:8080   | write [2001:db8::1]:8080",
            })
    void nameTheMisunderstanding(String text, String part) {
        assertThat(HostAddress.parse(text).warnings())
                .singleElement()
                .asString()
                .contains(part);
    }

    @Test
    void tellAForgottenSlashFromAHostName() {
        assertThat(HostAddress.parse("https:1.2.3.4").warnings()).anyMatch(text -> text.contains("https://?"));
    }

    @Test
    void knowTheDefaultPortOfOtherServers() {
        assertThat(HostAddress.parse("http://pc", 80).warnings()).isEmpty();
        assertThat(HostAddress.parse("http://pc", 3003).warnings())
                .singleElement()
                .asString()
                .contains("http://pc:3003");
        assertThat(HostAddress.parse("2001:db8::1:2283", 2283).warnings())
                .singleElement()
                .asString()
                .contains("[2001:db8::1]:2283");
    }

    @Test
    void neverShowWhatStoodInThePlaceOfThePort() {
        assertThat(HostAddress.parse("user:hunter2").warnings())
                .singleElement()
                .asString()
                .doesNotContain("hunter2");
    }
}
