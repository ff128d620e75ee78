package digital.memu.inference.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client makes of an address: the same as Ollama, mended where only a client must. */
class HostAddressTest {

    @ParameterizedTest
    @MethodSource("digital.memu.inference.route.OllamaHostTable#rows")
    void keepsToOllamasTable(OllamaHostTable row) {
        if (row.url().equals(OllamaHostTable.REFUSED)) {
            assertThatThrownBy(() -> HostAddress.parse(row.text())).isInstanceOf(InvalidAddressException.class);
        } else {
            assertThat(HostAddress.parse(row.text())).hasToString(row.url());
        }
    }

    @Test
    void tellsItsParts() {
        HostAddress address = HostAddress.parse("https://Gaming-PC/ollama/");

        assertThat(address.scheme()).isEqualTo("https");
        assertThat(address.secure()).isTrue();
        assertThat(address.host()).isEqualTo("gaming-pc");
        assertThat(address.port()).isEqualTo(443);
        assertThat(address.path()).isEqualTo("/ollama");
        assertThat(address.hostAndPort()).isEqualTo("gaming-pc:443");
        assertThat(address.uri("/api/chat")).isEqualTo("https://gaming-pc:443/ollama/api/chat");
        assertThat(HostAddress.parse("pc").secure()).isFalse();
    }

    @Test
    void bracketsIpv6WhereAPortFollows() {
        HostAddress address = HostAddress.parse("[FD7A:115C:A1E0:0::5]:11434");

        assertThat(address.host()).isEqualTo("fd7a:115c:a1e0::5");
        assertThat(address.hostAndPort()).isEqualTo("[fd7a:115c:a1e0::5]:11434");
        assertThat(address.uri("/ping")).isEqualTo("http://[fd7a:115c:a1e0::5]:11434/ping");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "h/                   | http://h:11434",
                "h//a///b//           | http://h:11434/a/b",
                "h/a/./b/../c         | http://h:11434/a/c",
                "h/../../a            | http://h:11434/a",
                "h/a%20b/100%         | http://h:11434/a%20b/100%25",
                "h/\u00fc\"\u20ac{}   | http://h:11434/%C3%BC%22%E2%82%AC%7B%7D",
                "h/a'/                | http://h:11434/a%27",
                "h/-._~!$&()*+,;=:    | http://h:11434/-._~!$&()*+,;=:",
            })
    void mendsThePath(String text, String url) {
        assertThat(HostAddress.parse(text)).hasToString(url);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fe80::1%eth0                  | fe80::1%eth0",
                "http://[fe80::1%eth0]:80      | fe80::1%eth0",
                "http://[fe80::1%25eth0]:80    | fe80::1%eth0",
                "[fe80::1%251]:80              | fe80::1%251",
                "http://[fe80::1%25251]:80     | fe80::1%251",
                "http://[fe80::1%25]:80        | fe80::1%25",
                "fe80::1%25                    | fe80::1%25",
            })
    void readsAZoneAsOllamaWritesItAndAsUrlsDo(String text, String host) {
        HostAddress address = HostAddress.parse(text);

        assertThat(address.host()).isEqualTo(host);
        assertThat(HostAddress.parse(address.toString())).isEqualTo(address);
    }

    @Test
    void usesAnotherServersDefaultPort() {
        assertThat(HostAddress.parse("immich-machine-learning", 3003).port()).isEqualTo(3003);
        assertThat(HostAddress.parse("", 3003)).hasToString("http://127.0.0.1:3003");
        assertThatThrownBy(() -> HostAddress.parse("pc", 0)).isExactlyInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HostAddress.parse("pc", 65_536)).isExactlyInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void equalsByWhatIsDialled() {
        HostAddress address = HostAddress.parse("pc");

        assertThat(HostAddress.parse("HTTP://PC:11434//")).isEqualTo(address).hasSameHashCodeAs(address);
        assertThat(HostAddress.parse("pc:11435")).isNotEqualTo(address);
        assertThat(HostAddress.parse("pc2")).isNotEqualTo(address);
        assertThat(HostAddress.parse("https://pc:11434")).isNotEqualTo(address);
        assertThat(HostAddress.parse("pc/a")).isNotEqualTo(address);
    }

    @Test
    void joinsOnlyAbsolutePaths() {
        HostAddress address = HostAddress.parse("pc");

        assertThatThrownBy(() -> address.uri("api/chat")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pc", "pc.example.", "1.2.3.4", "::1", "müller.example"})
    void saysWhatJavasUriTakes(String text) {
        assertThat(HostAddress.parse(text).uriSafe()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"immich_ml", "pc-", "tower.1", "fe80::1%eth0"})
    void saysWhatJavasUriDoesNotTakeOrMisreads(String text) {
        assertThat(HostAddress.parse(text).uriSafe()).isFalse();
    }
}
