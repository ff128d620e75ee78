package digital.memu.inference.setup;

import digital.memu.inference.route.HostAddress;

/** Addresses made from another one. */
final class Addresses {

    private Addresses() {}

    /** The same host by another scheme and port, without a path. */
    static HostAddress of(HostAddress address, String scheme, int port) {
        return HostAddress.parse(scheme + "://" + host(address) + ":" + port);
    }

    /** The same without a path. */
    static HostAddress root(HostAddress address) {
        return of(address, address.scheme(), address.port());
    }

    /** The same with http for https, and the other way round. */
    static HostAddress otherScheme(HostAddress address) {
        return HostAddress.parse(
                (address.secure() ? "http" : "https") + "://" + host(address) + ":" + address.port() + address.path());
    }

    /** The host as a URL has it: brackets around IPv6, and its zone encoded. */
    private static String host(HostAddress address) {
        String url = address.toString();
        int end = url.length() - address.path().length() - (":" + address.port()).length();
        return url.substring(address.scheme().length() + "://".length(), end);
    }
}
