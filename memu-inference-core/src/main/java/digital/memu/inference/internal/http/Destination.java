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
 * @param lookedUp whether the address is a name
 */
record Destination(HostAddress address, List<InetAddress> candidates, Zone zone, boolean lookedUp) {

    /** The socket address of a candidate. */
    InetSocketAddress socketAddress(InetAddress candidate) {
        return new InetSocketAddress(candidate, address.port());
    }

    /**
     * Whether the client would go by the name to the address that answered.
     *
     * <p>It takes the first address of a name. A name that no URL may carry, or that answered only at its second address, is
     * written as that address; not so with TLS, where the certificate is issued to the name.
     */
    boolean nameLeadsTo(InetAddress answered) {
        return address.uriSafe() && (address.secure() || answered.equals(candidates.get(0)));
    }

    /** Whether it can lead nowhere else: it is a number, or only who has the certificate of the name is talked to. */
    boolean nameIsBound() {
        return !lookedUp || address.secure();
    }

    /** The URL of a path, by name or by the address that answered. */
    URI uri(String path, InetAddress answered, boolean byName) {
        if (byName) {
            return URI.create(address.uri(path));
        }
        String literal = answered.getHostAddress();
        String host = literal.indexOf(':') < 0 ? literal : "[" + literal + "]";
        return URI.create(address.scheme() + "://" + host + ":" + address.port() + address.path() + path);
    }
}
