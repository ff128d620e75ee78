package digital.memu.inference.ollama;

import digital.memu.inference.internal.http.Transport;
import digital.memu.inference.route.HostAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Where a server is and what it is sent always, as client and backend collect it; not thread-safe. */
final class ServerAddress {

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\uffff]*");

    private final List<HostAddress> addresses = new ArrayList<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    ServerAddress(HostAddress first) {
        addresses.add(first);
    }

    void or(HostAddress further) {
        addresses.add(further);
    }

    void header(String name, String value) {
        // The value is a credential more often than not: no message repeats it.
        if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "Not a header: its name or value holds characters that HTTP does not allow");
        }
        headers.put(name, value);
    }

    HostAddress first() {
        return addresses.get(0);
    }

    Transport transport() {
        return new Transport(List.copyOf(addresses), Map.copyOf(headers));
    }
}
