package digital.memu.inference.internal.http;

import digital.memu.inference.route.HostAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a server is and what it is sent always, as client and backend collect it; not thread-safe. */
public final class ServerAddress {

    private final List<HostAddress> addresses = new ArrayList<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    /** The first address, which is also the name for people. */
    public ServerAddress(HostAddress first) {
        addresses.add(first);
    }

    /** A further address, used where the name of those before it does not resolve. */
    public void or(HostAddress further) {
        addresses.add(further);
    }

    /** A header sent along always; checked when the way is made. */
    public void header(String name, String value) {
        headers.put(name, value);
    }

    /** The first address. */
    public HostAddress first() {
        return addresses.get(0);
    }

    /**
     * The way to it; contacts nobody.
     *
     * @throws digital.memu.inference.failure.InvalidConfigurationException if a header cannot be sent
     */
    public Transport transport() {
        return new Transport(List.copyOf(addresses), Map.copyOf(headers));
    }
}
