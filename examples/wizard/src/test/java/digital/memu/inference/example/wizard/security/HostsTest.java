package digital.memu.inference.example.wizard.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class HostsTest {

    private final Hosts here = new Hosts(true, Set.of());
    private final Hosts everywhere = new Hosts(false, Set.of("hub.local"));

    @Test
    void onLoopbackOnlyItsNames() {
        assertThat(here.allow("localhost:8765")).isTrue();
        assertThat(here.allow("127.0.0.1:8765")).isTrue();
        assertThat(here.allow("[::1]:8765")).isTrue();
        assertThat(here.allow("LOCALHOST")).isTrue();
        assertThat(here.allow("192.168.1.2:8765")).isFalse();
        assertThat(here.allow("hub.local:8765")).isFalse();
        assertThat(here.allow(null)).isFalse();
        assertThat(here.allow("")).isFalse();
    }

    @Test
    void elsewhereAddressesInNumbersAndNamesThatWereAllowed() {
        assertThat(everywhere.allow("192.168.1.2:8765")).isTrue();
        assertThat(everywhere.allow("[fd12::1]:8765")).isTrue();
        assertThat(everywhere.allow("hub.local:8765")).isTrue();
        assertThat(everywhere.allow("evil.example:8765")).isFalse();
        assertThat(everywhere.allow("192.168.1.2.evil.example")).isFalse();
    }
}
