package digital.memu.inference.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far away an address is. Literals only: nothing is looked up. */
class ZoneTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, THIS_DEVICE",
        "127.255.255.254, THIS_DEVICE",
        "::1, THIS_DEVICE",
        "9.255.255.255, INTERNET",
        "10.0.0.0, LAN",
        "10.255.255.255, LAN",
        "11.0.0.0, INTERNET",
        "172.15.255.255, INTERNET",
        "172.16.0.0, LAN",
        "172.31.255.255, LAN",
        "172.32.0.0, INTERNET",
        "192.167.255.255, INTERNET",
        "192.168.0.0, LAN",
        "192.168.255.255, LAN",
        "192.169.0.0, INTERNET",
        "100.63.255.255, INTERNET",
        "100.64.0.0, TAILNET",
        "100.127.255.255, TAILNET",
        "100.128.0.0, INTERNET",
        "100.99.255.255, TAILNET",
        "100.100.0.255, INTERNET",
        "100.100.1.0, TAILNET",
        "100.115.91.255, TAILNET",
        "100.115.92.0, INTERNET",
        "100.115.93.255, INTERNET",
        "100.115.94.0, TAILNET",
        "fbff::1, INTERNET",
        "fc00::1, LAN",
        "fd12:3456::1, LAN",
        "fdff:ffff::1, LAN",
        "fe00::1, INTERNET",
        "fec0::1, INTERNET",
        "fd7a:115c:a1df:ffff::1, LAN",
        "fd7a:115c:a1e0::1, TAILNET",
        "fd7a:115c:a1e0:ffff::1, TAILNET",
        "fd7a:115c:a1e1::1, LAN",
        "8.8.8.8, INTERNET",
        "2001:db8::1, INTERNET",
        "169.254.1.1, INTERNET",
    })
    void isDecidedByTheAddress(String address, Zone zone) throws UnknownHostException {
        assertThat(Zone.of(InetAddress.getByName(address), any -> false)).isEqualTo(zone);
    }

    /** An address inside an address: the farther of the two counts. */
    @ParameterizedTest
    @CsvSource({
        "::192.168.1.5, INTERNET",
        "::127.0.0.1, INTERNET",
        "64:ff9b::192.168.1.5, INTERNET",
        "64:ff9b:1::192.168.1.5, INTERNET",
        "2002:c0a8:105::1, INTERNET",
        "2001:0:c0a8:105::1, INTERNET",
        "fd7a:115c:a1e0:b1a:0:7:192.168.1.5, TAILNET",
        "fd7a:115c:a1e0:b1a:0:7:8.8.8.8, INTERNET",
        "fd00::5efe:192.168.1.5, LAN",
        "fd00::5efe:100.64.0.1, TAILNET",
        "fd00::200:5efe:8.8.8.8, INTERNET",
        "fd00::201:5efe:8.8.8.8, LAN",
        "fd00::100:5efe:8.8.8.8, LAN",
    })
    void isTheFartherOfTwoNestedAddresses(String address, Zone zone) throws UnknownHostException {
        assertThat(Zone.of(InetAddress.getByName(address), any -> false)).isEqualTo(zone);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, THIS_DEVICE", "192.168.1.5, LAN", "100.64.0.1, TAILNET", "8.8.8.8, INTERNET"})
    void unwrapsIpv4MappedEvenWhereJavaDoesNot(String ipv4, Zone zone) throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        System.arraycopy(IpLiteral.parse(ipv4), 0, mapped, 12, 4);
        InetAddress address = Inet6Address.getByAddress("mapped", mapped, -1);

        assertThat(address.getAddress()).hasSize(16);
        assertThat(Zone.of(address, any -> false)).isEqualTo(zone);
    }

    @Test
    void anAddressOfOnesOwnIsThisDevice() throws UnknownHostException {
        InetAddress own = InetAddress.getByName("8.8.8.8");

        assertThat(Zone.of(own, own::equals)).isEqualTo(Zone.THIS_DEVICE);
        assertThat(Zone.of(InetAddress.getByName("8.8.4.4"), own::equals)).isEqualTo(Zone.INTERNET);
    }

    @Test
    void knowsTheInterfacesOfThisMachine() throws SocketException {
        List<InetAddress> all = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .toList();

        assertThat(all).allMatch(address -> Zone.of(address) == Zone.THIS_DEVICE);
    }
}
