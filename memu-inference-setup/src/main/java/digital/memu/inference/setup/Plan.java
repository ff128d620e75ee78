package digital.memu.inference.setup;

import digital.memu.inference.backend.ServerKind;
import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.internal.http.HostResolver;
import digital.memu.inference.route.HostAddress;
import digital.memu.inference.route.Zone;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is to be tested, and how.
 *
 * @param typed the address, read
 * @param addresses the ways to the server, of which the first whose name resolves is taken; empty where nothing was read
 * @param kind what should answer
 * @param kinds all kinds that are known
 * @param model that should be there; empty for none
 * @param external whether another computer than this one is meant
 * @param zones where the test may go
 * @param headers sent along always
 * @param exporter where a card's name may be read
 * @param speedLimit how long the speed may be measured; null for not at all
 * @param ownSpeed this device's own speed in tokens per second; 0 for unknown
 * @param own whether an address is one of this device's
 */
record Plan(
        TypedAddress typed,
        List<HostAddress> addresses,
        ServerKind kind,
        List<ServerKind> kinds,
        String model,
        boolean external,
        Set<Zone> zones,
        Map<String, String> headers,
        @Nullable HostAddress exporter,
        @Nullable Duration speedLimit,
        double ownSpeed,
        Consumer<Step> onStep,
        Locale locale,
        TimeSource time,
        Predicate<InetAddress> own,
        HostResolver resolver) {

    boolean internetAllowed() {
        return zones.contains(Zone.INTERNET);
    }

    /** Host and port of the server under test; empty where nothing was read. */
    String hostAndPort() {
        return addresses.isEmpty() ? "" : addresses.get(0).hostAndPort();
    }
}
