package digital.memu.inference.internal.http;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.route.AddressRules;
import digital.memu.inference.route.HostAddress;
import digital.memu.inference.route.Zone;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Some places where servers may be, of which it is known by their making how far away they are. */
final class Town implements AutoCloseable {

    private static final int PLACES = 60; // no more than the verdicts that are remembered

    /** Where a server may be; {@code zone} is null where nobody may go. */
    record Place(HostAddress address, @Nullable Zone zone) {}

    private final List<Place> places = new ArrayList<>();
    /** By zones and at a time that stands still, so that the verdict on each place is found once. */
    private final Map<Set<Zone>, AddressResolver> resolvers = new HashMap<>();

    private final InstantTime still = new InstantTime();

    Town(Random random) {
        for (int i = 0; i < PLACES; i++) {
            places.add(place(random));
        }
    }

    Place any(Random random) {
        return places.get(random.nextInt(places.size()));
    }

    /** What the library makes of an address that is a number. */
    Destination resolve(Place place, CallContext context) {
        Call call = call(context, place.address);
        try {
            return resolver(context).resolve(call, List.of(place.address));
        } finally {
            call.complete();
        }
    }

    /** What the library makes of a name that has just been found to stand for these places. */
    Destination check(HostAddress name, List<Place> found, CallContext context) {
        Call call = call(context, name);
        try {
            InetAddress[] addresses = found.stream().map(Town::numeric).toArray(InetAddress[]::new);
            return resolver(context).checked(call, name, addresses, true, AddressRules.of(context.zones()));
        } finally {
            call.complete();
        }
    }

    private Call call(CallContext context, HostAddress to) {
        return new Call(
                new CallContext(still, context.timeouts(), context.zones(), Long.MAX_VALUE, true), to.hostAndPort());
    }

    private AddressResolver resolver(CallContext context) {
        return resolvers.computeIfAbsent(
                context.zones(),
                zones -> new AddressResolver(host -> {
                    throw new UnknownHostException("nothing is looked up here: " + host);
                }));
    }

    private static InetAddress numeric(Place place) {
        try {
            return InetAddress.getByName(place.address.host());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Place place(Random random) {
        int low = random.nextInt(256);
        int high = 1 + random.nextInt(254);
        String hex = Integer.toHexString(random.nextInt(0x10000));
        return switch (random.nextInt(random.nextInt(3) == 0 ? 28 : 19)) {
            case 0 -> place("127." + low + ".0." + high, Zone.THIS_DEVICE);
            case 1 -> place("[::1]", Zone.THIS_DEVICE);
            case 2 -> place("[::ffff:127.0.0." + high + "]", Zone.THIS_DEVICE);
            case 3 -> place("0.0.0.0", Zone.THIS_DEVICE);
            case 4 -> place("10." + low + ".3." + high, Zone.LAN);
            case 5 -> place("192.168." + low + "." + high, Zone.LAN);
            case 6 -> place("172." + (16 + low % 16) + ".3." + high, Zone.LAN);
            case 7 -> place("[fd12:" + hex + "::" + hex + "]", Zone.LAN);
            case 8 -> place("[::ffff:192.168." + low + "." + high + "]", Zone.LAN);
            case 9 -> place("100." + (64 + low % 36) + "." + low + "." + high, Zone.TAILNET);
            case 10 -> place("[fd7a:115c:a1e0::1:" + hex + "]", Zone.TAILNET);
            case 11 -> place("[fd7a:115c:a1e0:b1a:0:7:192.168.1." + high + "]", Zone.TAILNET);
            case 12 -> place("8." + low + ".8." + high, Zone.INTERNET);
            case 13 -> place("172." + (32 + low % 200) + ".3." + high, Zone.INTERNET);
            case 14 -> place("[2606:4700:" + hex + "::" + hex + "]", Zone.INTERNET);
            case 15 -> place("100.128." + low + "." + high, Zone.INTERNET);
            case 16 -> place("[64:ff9b::192.168." + low + "." + high + "]", Zone.INTERNET);
            case 17 -> place("[2002:c0a8:" + hex + "::1]", Zone.INTERNET);
            case 18 -> place("[fd7a:115c:a1e0:b1a:0:7:8.8.8." + high + "]", Zone.INTERNET);
            case 19 -> place("169.254." + low + "." + high, null);
            case 20 -> place("[fe80::" + hex + "]", null);
            case 21 -> place("[64:ff9b::169.254." + low + "." + high + "]", null);
            case 22 -> place("[2002:a9fe:" + hex + "::1]", null);
            case 23 -> place("100.100.100." + low, null);
            case 24 -> place("[fd00:ec2::" + hex + "]", null);
            case 25 -> place((224 + low % 32) + ".0.0." + high, null);
            case 26 -> place("0." + low + ".0." + high, null);
            default -> place("[ff02::" + hex + "]", null);
        };
    }

    private static Place place(String host, @Nullable Zone zone) {
        return new Place(HostAddress.parse(host + ":11434"), zone);
    }

    @Override
    public void close() {
        resolvers.values().forEach(AddressResolver::close);
    }
}
