package digital.memu.inference.route;

import static digital.memu.inference.route.AddressTable.isNumeric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import digital.memu.inference.route.AddressTable.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of every spelling in the table, from the text to the dial; nothing is looked up. */
class AddressTableTest {

    private static final String FIX = "Write the server's own address at home or in the tailnet";

    @ParameterizedTest
    @MethodSource("digital.memu.inference.route.AddressTable#rows")
    void keepsToTheTable(AddressTable row) throws UnknownHostException {
        switch (row.outcome()) {
            case TEXT -> isRefusedAsText(row);
            case DIAL -> isNeverDialled(row);
            case NAME -> isLookedUp(row);
            default -> isOfItsZone(row);
        }
    }

    @Test
    void theTableIsWhole() throws IOException {
        assertThat(AddressTable.rows().map(AddressTable::typed))
                .hasSizeGreaterThan(400)
                .doesNotHaveDuplicates();
        assertThat(AddressTable.rows().map(AddressTable::outcome)).contains(Outcome.values());
    }

    private static void isRefusedAsText(AddressTable row) {
        InvalidAddressException refused =
                catchThrowableOfType(InvalidAddressException.class, () -> HostAddress.parse(row.typed()));

        String[] words = row.detail().split(" > ", 2);
        assertThat(refused.reason()).contains(words[0]);
        assertThat(refused.fix()).contains(words.length == 2 ? words[1] : "").endsWith(".");
        assertThat(refused).hasMessageContaining(refused.reason()).hasMessageEndingWith(refused.fix());
        assertThat(refused.getMessage().codePoints()).allMatch(SafeText::isVisible);
    }

    private static void isNeverDialled(AddressTable row) throws UnknownHostException {
        String host = HostAddress.parse(row.typed()).host();

        assertThat(refusal(AddressRules.anywhere(), host)).get().asString().contains(row.detail(), FIX);
        assertThat(refusal(AddressRules.home(), host)).get().asString().contains(row.detail(), FIX);
    }

    private static void isLookedUp(AddressTable row) {
        String host = HostAddress.parse(row.typed()).host();

        assertThat(host).isEqualTo(row.detail());
        assertThat(isNumeric(host)).isFalse();
        assertThat(AddressRules.home().refusal(host)).isEmpty();
    }

    private static void isOfItsZone(AddressTable row) throws UnknownHostException {
        Zone zone = row.outcome().zone();
        HostAddress address = HostAddress.parse(row.typed());

        assertThat(address.host()).isEqualTo(row.detail());
        assertThat(HostAddress.parse(address.toString())).as("read again").isEqualTo(address);
        assertThat(Zone.of(numeric(address.host()), any -> false)).isEqualTo(zone);
        assertThat(refusal(AddressRules.anywhere(), address.host())).isEmpty();
        assertThat(refusal(AddressRules.of(EnumSet.of(zone)), address.host())).isEmpty();
        assertThat(refusal(AddressRules.of(EnumSet.complementOf(EnumSet.of(zone))), address.host()))
                .get()
                .asString()
                .contains(zone == Zone.INTERNET ? "AI_ALLOW_INTERNET=true" : "zone (" + zone + ")");
    }

    private static Optional<String> refusal(AddressRules rules, String host) throws UnknownHostException {
        return isNumeric(host) ? rules.refusal(numeric(host)) : rules.refusal(host);
    }

    private static InetAddress numeric(String host) throws UnknownHostException {
        assertThat(isNumeric(host)).isTrue();
        return InetAddress.getByName(AddressTable.withoutInterface(host));
    }
}
