package digital.memu.inference.internal.http;

import digital.memu.inference.route.HostAddress;
import digital.memu.inference.route.Zone;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

/**
 * Where a call goes: an address with the numeric addresses that its name stood for when they were checked.
 *
 * @param candidates at most one of each family, in the order in which they are tried
 * @param zone the farthest among all addresses of the name: its limit for connecting holds
 */
record Destination(HostAddress address, List<InetAddress> candidates, Zone zone) {

    /** The socket address of a candidate. */
    InetSocketAddress socketAddress(InetAddress candidate) {
        return new InetSocketAddress(candidate, address.port());
    }

    /**
     * The URL of a path, by name where the client will dial the same address by it.
     *
     * <p>The client takes the first address of a name. A name that no URL may carry, or that answered only at its second
     * address, is written as that address; not so with TLS, where the certificate is issued to the name.
     */
    URI uri(String path, InetAddress answered) {
        boolean byName = address.uriSafe() && (address.secure() || answered.equals(candidates.get(0)));
        if (byName) {
            return URI.create(address.uri(path));
        }
        String literal = answered.getHostAddress();
        String host = literal.indexOf(':') < 0 ? literal : "[" + literal + "]";
        return URI.create(address.scheme() + "://" + host + ":" + address.port() + address.path() + path);
    }
}
