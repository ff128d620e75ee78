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

/** How far away an address is, beside {@link AddressTableTest}. Literals only: nothing is looked up. */
class ZoneTest {

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
