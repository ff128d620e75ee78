package digital.memu.inference.immich.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request line and its headers. */
record RequestHead(String method, String target, String version, List<Map.Entry<String, String>> headers) {

    RequestHead {
        headers = List.copyOf(headers);
    }

    /** The path without the query. */
    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Whether a header lists this, in any case. */
    boolean has(String name, String token) {
        return header(name).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .anyMatch(listed -> listed.strip().equalsIgnoreCase(token));
    }

    boolean expectsContinue() {
        return has("Expect", "100-continue");
    }

    /** Whether the client asks for another protocol, such as {@code h2c}. */
    boolean upgrades() {
        return has("Connection", "upgrade") && header("Upgrade").isPresent();
    }

    boolean closes() {
        return version.equals("HTTP/1.0") ? !has("Connection", "keep-alive") : has("Connection", "close");
    }
}
