package digital.memu.inference.ollama;

import digital.memu.inference.internal.http.Transport;
import digital.memu.inference.route.HostAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a server is and what it is sent always, as client and backend collect it; not thread-safe. */
final class ServerAddress {

    private final List<HostAddress> addresses = new ArrayList<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    ServerAddress(HostAddress first) {
        addresses.add(first);
    }

    void or(HostAddress further) {
        addresses.add(further);
    }

    void header(String name, String value) {
        headers.put(name, value);
    }

    HostAddress first() {
        return addresses.get(0);
    }

    Transport transport() {
        return new Transport(List.copyOf(addresses), Map.copyOf(headers));
    }
}
