package digital.memu.inference.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What may be dialled, beside {@link AddressTableTest}. Literals only: nothing is looked up. */
class AddressRulesTest {

    @Test
    void namesTheZoneThatIsLeftOut() throws UnknownHostException {
        AddressRules rules = AddressRules.of(EnumSet.of(Zone.THIS_DEVICE));

        assertThat(refusal(rules, "192.168.1.50")).get().asString().contains("192.168.1.50", "home network");
        assertThat(refusal(rules, "127.0.0.1")).isEmpty();
    }

    @Test
    void unwrapsIpv4MappedEvenWhereJavaDoesNot() throws UnknownHostException {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) 169, (byte) 254, (byte) 169, (byte) 254};
        InetAddress address = Inet6Address.getByAddress("mapped", mapped, -1);

        assertThat(address.getAddress()).hasSize(16);
        assertThat(AddressRules.anywhere().refusal(address)).get().asString().startsWith("169.254.169.254 belongs");
    }

    /** Every message of the library that quotes a refusal goes on after it. */
    @Test
    void aRefusalEndsWithoutAFullStop() throws UnknownHostException {
        assertThat(refusal(AddressRules.home(), "8.8.8.8")).get().asString().endsWith("server is yours");
        assertThat(refusal(AddressRules.home(), "0.0.0.0")).get().asString().endsWith("tailnet");
        assertThat(AddressRules.home().refusal("metadata")).get().asString().endsWith("tailnet");
    }

    @Test
    void isAValue() {
        AddressRules home = AddressRules.of(Set.of(Zone.TAILNET, Zone.LAN, Zone.THIS_DEVICE));

        assertThat(home).isEqualTo(AddressRules.home()).hasSameHashCodeAs(AddressRules.home());
        assertThat(home).isNotEqualTo(AddressRules.anywhere());
        assertThat(home.zones()).containsExactly(Zone.THIS_DEVICE, Zone.LAN, Zone.TAILNET);
        assertThat(AddressRules.of(Set.of()).zones()).isEmpty();
    }

    private static Optional<String> refusal(AddressRules rules, String literal) throws UnknownHostException {
        return rules.refusal(InetAddress.getByName(literal));
    }
}
