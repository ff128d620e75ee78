package digital.memu.inference.route;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;

/**
 * The address of a server, read the way people write it.
 *
 * <p>Whatever Ollama accepts as {@code OLLAMA_HOST} is accepted here and means the same: {@code gaming-pc},
 * {@code 192.168.1.50:11434}, {@code https://example.com/ollama}, {@code [fd7a:115c:a1e0::5]:11434}. Then what only a
 * client has to mend is mended: {@code 0.0.0.0}, {@code ::} and an empty host become this device's loopback address, and
 * superfluous slashes of the path go. What no client could use is refused with a message that names the fix.
 *
 * <p>Defaults: scheme {@code http}; port 11434 without a scheme, 80 with {@code http://}, 443 with {@code https://}; an
 * empty text is {@code http://127.0.0.1:11434}.
 *
 * <pre>{@code
 * HostAddress pc = HostAddress.parse("gaming-pc/ollama");
 * pc.hostAndPort();     // gaming-pc:11434
 * pc.uri("/api/tags");  // http://gaming-pc:11434/ollama/api/tags
 * }</pre>
 *
 * <p>Reading an address contacts nobody and looks up no name; whether it may be dialled is decided by {@link AddressRules}.
 * Immutable and thread-safe. Two addresses are equal when they have the same scheme, host, port and path.
 */
public final class HostAddress {
    /** Longer texts are refused: no address needs them. */
    static final int LONGEST = 2048;

    private static final int OLLAMA_PORT = 11434;

    private final String scheme;
    private final String host;
    private final int port;
    private final String path;
    private final boolean uriSafe;
    private final List<String> warnings;

    HostAddress(String scheme, String host, int port, String path, List<String> warnings) {
        this.scheme = scheme;
        this.host = host;
        this.port = port;
        this.path = path;
        this.uriSafe = isUriSafe(host, bracketed(host));
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Reads the address of an Ollama server.
     *
     * @param text as typed or as found in a setting
     * @return the address
     * @throws InvalidAddressException if no client could use the address
     */
    public static HostAddress parse(String text) {
        return parse(text, OLLAMA_PORT);
    }

    /**
     * Reads the address of another kind of server, by the same rules.
     *
     * @param text as typed or as found in a setting
     * @param defaultPort the port where neither the text nor its scheme says one, such as 3003 for Immich ML
     * @return the address
     * @throws InvalidAddressException if no client could use the address
     * @throws IllegalArgumentException if {@code defaultPort} is not from 1 to 65535
     */
    public static HostAddress parse(String text, int defaultPort) {
        if (defaultPort < 1 || defaultPort > 65_535) {
            throw new IllegalArgumentException("defaultPort " + defaultPort + " is not from 1 to 65535");
        }
        return AddressReader.read(Objects.requireNonNull(text), defaultPort);
    }

    /** {@return either {@code http} or {@code https}} */
    public String scheme() {
        return scheme;
    }

    /**
     * The host to look up or to dial.
     *
     * @return a name in lower case, or a numeric address; IPv6 without brackets, with its zone if it has one ({@code
     *     fe80::1%eth0})
     */
    public String host() {
        return host;
    }

    /** {@return the port, from 1 to 65535} */
    public int port() {
        return port;
    }

    /** {@return what stands before every path of the server: empty, or like {@code /ollama} without a slash at its end} */
    public String path() {
        return path;
    }

    /** {@return whether the connection is encrypted} */
    public boolean secure() {
        return scheme.equals("https");
    }

    /** {@return all of an address that a status shows: {@code 192.168.1.50:11434}, {@code [::1]:11434}} */
    public String hostAndPort() {
        return bracketed(host) + ":" + port;
    }

    /**
     * The whole URL of a path on this server.
     *
     * @param absolutePath encoded as it goes over the wire, such as {@code /api/chat}
     * @return scheme, host, port, base path and {@code absolutePath}
     * @throws IllegalArgumentException if {@code absolutePath} does not begin with a slash
     */
    public String uri(String absolutePath) {
        if (!absolutePath.startsWith("/")) {
            throw new IllegalArgumentException("a path on a server begins with a slash");
        }
        return this + absolutePath;
    }

    /**
     * Whether {@link URI} takes the host for one, and for the same one.
     *
     * <p>It does not take {@code immich_ml} for a host, and it misreads the zone of {@code fe80::1%eth0}. Such a server is
     * dialled by its resolved address.
     *
     * @return whether a client that goes by {@link URI} reaches the host
     */
    public boolean uriSafe() {
        return uriSafe;
    }

    /** {@return what the writer may not have meant, each one line to show to a user; usually empty} */
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostAddress that
                && port == that.port
                && host.equals(that.host)
                && scheme.equals(that.scheme)
                && path.equals(that.path);
    }

    @Override
    public int hashCode() {
        return Objects.hash(scheme, host, port, path);
    }

    /** The address as a URL with its port, {@code http://gaming-pc:11434/ollama}; reading it again gives the same address. */
    @Override
    public String toString() {
        return scheme + "://" + bracketed(host).replace("%", "%25") + ":" + port + path;
    }

    private static String bracketed(String host) {
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    private static boolean isUriSafe(String host, String bracketed) {
        if (host.indexOf('%') >= 0) {
            return false;
        }
        try {
            return new URI("http://" + bracketed).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
