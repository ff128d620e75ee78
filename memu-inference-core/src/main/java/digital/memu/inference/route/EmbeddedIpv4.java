package digital.memu.inference.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The IPv4 addresses that an IPv6 address leads to, by way of a translator, a tunnel or an old notation. */
final class EmbeddedIpv4 {
    private static final AddressBlock COMPATIBLE = AddressBlock.of("::/96");
    private static final AddressBlock TRANSLATED = AddressBlock.of("::ffff:0:0:0/96");
    private static final AddressBlock NAT64 = AddressBlock.of("64:ff9b::/96");
    // Where in it a network puts its IPv4 is its own choice; the last 32 bits is the common one.
    private static final AddressBlock LOCAL_NAT64 = AddressBlock.of("64:ff9b:1::/48");
    // Tailscale's way to reach IPv4 subnets ("4via6").
    private static final AddressBlock TAILSCALE_4VIA6 = AddressBlock.of("fd7a:115c:a1e0:b1a::/64");
    private static final AddressBlock SIX_TO_FOUR = AddressBlock.of("2002::/16");
    private static final AddressBlock TEREDO = AddressBlock.of("2001::/32");

    private static final List<AddressBlock> AT_THE_END =
            List.of(COMPATIBLE, TRANSLATED, NAT64, LOCAL_NAT64, TAILSCALE_4VIA6);

    private EmbeddedIpv4() {}

    /** Every IPv4 address in it; empty for IPv4, and for IPv6 of the usual kind. */
    static List<byte[]> of(byte[] address) {
        List<byte[]> found = new ArrayList<>();
        if (address.length != 16 || isUnspecifiedOrLoopback(address)) {
            return found;
        }
        if (AT_THE_END.stream().anyMatch(block -> block.contains(address)) || isIsatap(address)) {
            found.add(Arrays.copyOfRange(address, 12, 16));
        } else if (SIX_TO_FOUR.contains(address)) {
            found.add(Arrays.copyOfRange(address, 2, 6));
        } else if (TEREDO.contains(address)) {
            found.add(Arrays.copyOfRange(address, 4, 8)); // its server
            found.add(
                    inverted(Arrays.copyOfRange(address, 12, 16))); // its client, stored bit by bit the other way round
        }
        return found;
    }

    // Both look like IPv4-compatible addresses and are not.
    private static boolean isUnspecifiedOrLoopback(byte[] address) {
        for (int i = 0; i < 15; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return address[15] == 0 || address[15] == 1;
    }

    // RFC 5214: any prefix, then 0000:5efe or 0200:5efe, then the IPv4 address.
    private static boolean isIsatap(byte[] address) {
        return (address[8] & ~2) == 0 && address[9] == 0 && address[10] == 0x5e && (address[11] & 0xff) == 0xfe;
    }

    private static byte[] inverted(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ~bytes[i];
        }
        return bytes;
    }
}
