package digital.memu.inference.route;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is never dialled, whoever allows it: no server of a household has such an address, but an attack does. */
final class ForbiddenAddresses {
    private static final String FIX = ". Write the server's own address at home or in the tailnet";
    private static final String METADATA = "belongs to the metadata service of cloud machines";

    /** Narrow blocks before the wide ones that hold them, because the first match gives the words. */
    private static final Map<AddressBlock, String> BLOCKS = new LinkedHashMap<>();

    static {
        add("0.0.0.0/32", "is where a server listens, not where it is");
        add("0.0.0.0/8", "is no machine's address, perhaps a bare number that was read as one");
        add("169.254.169.254/32", METADATA);
        add("169.254.0.0/16", "is link-local, where the metadata services of cloud machines live");
        add("100.100.100.100/32", "is Tailscale's own service on each machine");
        add("100.100.100.0/24", METADATA); // .200 at Alibaba; Tailscale gives none of them to a machine
        add("168.63.129.16/32", METADATA); // Azure
        add("192.0.0.192/32", METADATA); // Oracle
        add("224.0.0.0/4", "is a multicast address");
        add("255.255.255.255/32", "is the broadcast address");
        add("240.0.0.0/4", "is reserved and no machine's address");

        add("::/128", "is where a server listens, not where it is");
        add("fe80::/10", "is link-local, where the metadata services of cloud machines may live");
        add("ff00::/8", "is a multicast address");
        add("fd00:ec2::/32", METADATA); // Amazon: also its DNS, its clock and the credentials of its containers
        add("fd20:ce::254/128", METADATA); // Google
        add("fd00:c1::a9fe:a9fe/128", METADATA); // Oracle
        add("fd00:100::100:200/128", METADATA); // Alibaba
        add("fd00:42::42/128", METADATA); // Scaleway
        add("fd00:a9fe:a9fe::1/128", METADATA); // Akamai
        add("fd7a:115c:a1e0::53/128", "is Tailscale's own service on each machine");
    }

    /** They resolve to addresses refused above; refusing the names as well saves the look-up and says it more clearly. */
    private static final Set<String> NAMES = Set.of(
            "metadata",
            "metadata.google.internal",
            "metadata.goog",
            "metadata.azure.internal",
            "metadata.tencentyun.com",
            "metadata.platformequinix.com",
            "instance-data",
            "instance-data.ec2.internal");

    /** Fine by itself; inside another address it is the translator's own, or nobody's. */
    private static final AddressBlock LOOPBACK = AddressBlock.of("127.0.0.0/8");

    private ForbiddenAddresses() {}

    /** Why the 4 or 16 bytes are never dialled. */
    static Optional<String> refusal(byte[] address) {
        String text = IpLiteral.format(address);
        Optional<String> why = why(address).map(reason -> text + " " + reason);
        for (byte[] embedded : EmbeddedIpv4.of(address)) {
            why = why.or(() -> whyLedTo(embedded)
                    .map(reason -> text + " leads to " + IpLiteral.format(embedded) + ", which " + reason));
        }
        return why.map(reason -> reason + FIX);
    }

    /** Why the name is never looked up. */
    static Optional<String> refusal(String hostName) {
        String name = hostName.toLowerCase(Locale.ROOT);
        String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return NAMES.contains(plain) ? Optional.of(plain + " " + METADATA + FIX) : Optional.empty();
    }

    private static Optional<String> why(byte[] address) {
        for (Map.Entry<AddressBlock, String> entry : BLOCKS.entrySet()) {
            if (entry.getKey().contains(address)) {
                return Optional.of(entry.getValue());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> whyLedTo(byte[] embedded) {
        return LOOPBACK.contains(embedded) ? Optional.of("is each machine's own") : why(embedded);
    }

    private static void add(String block, String reason) {
        BLOCKS.put(AddressBlock.of(block), reason);
    }
}
