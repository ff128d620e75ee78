package digital.memu.inference.route;

import java.net.InetAddress;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which addresses may be dialled at all: those of the allowed zones, and never those that only an attack or a typing error
 * leads to.
 *
 * <p>Always refused: link-local addresses and the metadata services of cloud machines, multicast, broadcast, unspecified
 * and reserved addresses, and IPv6 addresses that lead to one of these. By default {@link Zone#INTERNET} is refused too.
 *
 * <p>The reason of a refusal is a text for a user, on one line, with the fix and without a full stop at its end.
 *
 * <p>A name is judged twice: by {@link #refusal(String)}, and every address it resolves to by {@link
 * #refusal(InetAddress)}. Immutable and thread-safe.
 */
public final class AddressRules {
    private static final AddressRules HOME = of(EnumSet.complementOf(EnumSet.of(Zone.INTERNET)));
    private static final AddressRules ANYWHERE = of(EnumSet.allOf(Zone.class));

    private final Set<Zone> zones;

    private AddressRules(Set<Zone> zones) {
        this.zones = zones;
    }

    /** {@return the rules by which nothing leaves the house: this device, the home network and the tailnet} */
    public static AddressRules home() {
        return HOME;
    }

    /** {@return the rules that allow public addresses too, because the owner said so} */
    public static AddressRules anywhere() {
        return ANYWHERE;
    }

    /**
     * Rules for a choice of zones.
     *
     * @param zones the only ones that may be dialled
     * @return the rules
     */
    public static AddressRules of(Set<Zone> zones) {
        Set<Zone> copy = EnumSet.noneOf(Zone.class);
        copy.addAll(zones);
        return new AddressRules(Collections.unmodifiableSet(copy));
    }

    /** {@return the zones that may be dialled, nearest first; unmodifiable} */
    public Set<Zone> zones() {
        return zones;
    }

    /**
     * Judges a resolved address. Looks at this machine's interfaces, never at the network.
     *
     * @param address every address that a name resolves to, one by one
     * @return why it may not be dialled; empty if it may
     */
    public Optional<String> refusal(InetAddress address) {
        byte[] bytes = IpLiteral.unmapped(address.getAddress());
        return ForbiddenAddresses.refusal(bytes).or(() -> zoneRefusal(bytes, Zone.of(address)));
    }

    /**
     * Judges a name before it is looked up. Numeric addresses are not judged here.
     *
     * @param hostName as typed, in any case
     * @return why it may not even be looked up; empty if it may
     */
    public Optional<String> refusal(String hostName) {
        return ForbiddenAddresses.refusal(hostName);
    }

    private Optional<String> zoneRefusal(byte[] address, Zone zone) {
        if (zones.contains(zone)) {
            return Optional.empty();
        }
        String text = IpLiteral.format(address);
        return Optional.of(
                zone == Zone.INTERNET
                        ? text + " is a public address, and nothing leaves the house unless its owner says so."
                                + " Set AI_ALLOW_INTERNET=true if this server is yours"
                        : text + " is in a zone (" + zone + ") that the rules of this router leave out");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressRules that && zones.equals(that.zones);
    }

    @Override
    public int hashCode() {
        return zones.hashCode();
    }

    @Override
    public String toString() {
        return "AddressRules" + zones;
    }
}
