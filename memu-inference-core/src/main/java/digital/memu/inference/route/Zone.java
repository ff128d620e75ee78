package digital.memu.inference.route;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.function.Predicate;

/**
 * How far away an address is, and so who may listen on the way: nearest first.
 *
 * <p>Decided by the address alone. An address that leads to another one, through a translator or a tunnel, counts as the
 * farther of the two.
 */
public enum Zone {
    /** Loopback, or an address of one of this machine's own interfaces. */
    THIS_DEVICE("this device"),
    /** The home network: a private address (10/8, 172.16/12, 192.168/16, fc00::/7). */
    LAN("home network"),
    /**
     * Tailscale's addresses (100.64.0.0/10, fd7a:115c:a1e0::/48).
     *
     * <p>Providers use 100.64.0.0/10 too, so it is no proof of Tailscale. What Tailscale never gives to a machine
     * (100.100.0.0/24, 100.100.100.0/24, 100.115.92.0/23) is not of this zone but of {@link #INTERNET}: nobody knows whose it
     * is.
     */
    TAILNET("tailnet"),
    /** Everything else, also what {@link AddressRules} refuse anyway. */
    INTERNET("internet");

    private static final List<AddressBlock> PRIVATE = List.of(
            AddressBlock.of("10.0.0.0/8"),
            AddressBlock.of("172.16.0.0/12"),
            AddressBlock.of("192.168.0.0/16"),
            AddressBlock.of("fc00::/7"));
    private static final List<AddressBlock> TAILSCALE =
            List.of(AddressBlock.of("100.64.0.0/10"), AddressBlock.of("fd7a:115c:a1e0::/48"));
    private static final List<AddressBlock> NEVER_TAILSCALE = List.of(
            AddressBlock.of("100.100.0.0/24"), AddressBlock.of("100.100.100.0/24"), AddressBlock.of("100.115.92.0/23"));

    private final String words;

    Zone(String words) {
        this.words = words;
    }

    /**
     * The zone of an address. Looks at this machine's interfaces, never at the network.
     *
     * @param address a resolved address
     * @return its zone
     */
    public static Zone of(InetAddress address) {
        return of(address, Zone::isOwn);
    }

    /** As {@link #of(InetAddress)}, for a machine whose own addresses are those that {@code own} knows. */
    static Zone of(InetAddress address, Predicate<InetAddress> own) {
        if (address.isLoopbackAddress() || own.test(address)) {
            return THIS_DEVICE;
        }
        byte[] bytes = IpLiteral.unmapped(address.getAddress());
        Zone zone = bytes.length == 4 && bytes[0] == 127 ? THIS_DEVICE : ofForeign(bytes);
        for (byte[] embedded : EmbeddedIpv4.of(bytes)) {
            Zone beyond = ofForeign(embedded);
            zone = beyond.compareTo(zone) > 0 ? beyond : zone;
        }
        return zone;
    }

    /** In words for a user. */
    @Override
    public String toString() {
        return words;
    }

    private static Zone ofForeign(byte[] address) {
        if (isIn(TAILSCALE, address)) {
            return isIn(NEVER_TAILSCALE, address) ? INTERNET : TAILNET;
        }
        return isIn(PRIVATE, address) ? LAN : INTERNET;
    }

    private static boolean isIn(List<AddressBlock> blocks, byte[] address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }

    private static boolean isOwn(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false; // then the address is judged as any other machine's
        }
    }
}
