package digital.memu.inference.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be dialled. Literals only: nothing is looked up. */
class AddressRulesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.0.0.0                | where a server listens",
                "0.0.0.1                | bare number",
                "0.255.255.255          | bare number",
                "169.254.0.0            | link-local",
                "169.254.169.254        | metadata",
                "169.254.255.255        | link-local",
                "100.100.100.100        | Tailscale's own",
                "100.100.100.200        | metadata",
                "168.63.129.16          | metadata",
                "192.0.0.192            | metadata",
                "224.0.0.0              | multicast",
                "239.255.255.255        | multicast",
                "240.0.0.0              | reserved",
                "255.255.255.254        | reserved",
                "255.255.255.255        | broadcast",
                "::                     | where a server listens",
                "fe80::                 | link-local",
                "fe80::1%1              | link-local",
                "febf:ffff::1           | link-local",
                "ff00::                 | multicast",
                "ff02::1                | multicast",
                "fd00:ec2::254          | metadata",
                "fd00:ec2::23           | metadata",
                "fd20:ce::254           | metadata",
                "fd7a:115c:a1e0::53     | Tailscale's own",
            })
    void someAddressesAreNeverDialled(String address, String why) throws UnknownHostException {
        assertThat(refusal(AddressRules.anywhere(), address))
                .get()
                .asString()
                .contains(why, "Write the server's own address at home");
        assertThat(refusal(AddressRules.home(), address)).get().asString().contains(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::169.254.169.254",
                "::0.0.0.2",
                "::ffff:169.254.169.254",
                "::ffff:0:169.254.169.254",
                "64:ff9b::169.254.169.254",
                "64:ff9b::255.255.255.255",
                "64:ff9b:1::169.254.169.254",
                "64:ff9b:1:fffe::224.0.0.1",
                "2002:a9fe:a9fe::1",
                "2001:0:a9fe:a9fe::f7f7:f7f7",
                "2001:0:808:808::5601:5601",
                "fd7a:115c:a1e0:b1a:0:7:169.254.169.254",
                "2001:db8::5efe:169.254.169.254",
                "2001:db8::200:5efe:169.254.169.254",
            })
    void neitherIsWhatLeadsToThem(String address) throws UnknownHostException {
        assertThat(refusal(AddressRules.anywhere(), address))
                .get()
                .asString()
                .contains("Write the server's own address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "::1",
                "10.0.0.5",
                "192.168.1.50",
                "172.17.0.2",
                "fd12::5",
                "100.101.102.103",
                "fd7a:115c:a1e0::5",
                "100.100.101.0",
                "fd00:ec3::1",
                "fd7a:115c:a1e0:b1a:0:7:192.168.1.5"
            })
    void theHouseMayBeDialled(String address) throws UnknownHostException {
        assertThat(refusal(AddressRules.home(), address)).isEmpty();
        assertThat(refusal(AddressRules.anywhere(), address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "1.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "223.255.255.255",
                "2606:4700::1",
                "fec0::1",
                "64:ff9b::8.8.8.8",
                "2002:808:808::1",
                "2001:0:808:808::f7f7:f7f7"
            })
    void theInternetOnlyWhenAllowed(String address) throws UnknownHostException {
        assertThat(refusal(AddressRules.anywhere(), address)).isEmpty();
        assertThat(refusal(AddressRules.home(), address)).get().asString().contains("AI_ALLOW_INTERNET=true");
    }

    @Test
    void namesTheZoneThatIsLeftOut() throws UnknownHostException {
        AddressRules rules = AddressRules.of(EnumSet.of(Zone.THIS_DEVICE));

        assertThat(refusal(rules, "192.168.1.50")).get().asString().contains("192.168.1.50", "home network");
        assertThat(refusal(rules, "127.0.0.1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata.google.internal",
                "METADATA.Google.Internal.",
                "metadata",
                "instance-data",
                "metadata.goog"
            })
    void metadataServicesAreNotEvenLookedUp(String name) {
        assertThat(AddressRules.anywhere().refusal(name)).get().asString().contains("metadata service");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gaming-pc", "localhost", "metadata.example", "127.0.0.1", "::1", "", "."})
    void otherNamesAre(String name) {
        assertThat(AddressRules.home().refusal(name)).isEmpty();
    }

    @Test
    void neitherAreTheyAsIpv4MappedWhichJavaDoesNotAlwaysUnwrap() throws UnknownHostException {
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
