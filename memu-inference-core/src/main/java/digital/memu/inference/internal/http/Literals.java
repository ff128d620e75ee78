package digital.memu.inference.internal.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Numeric addresses: they need no look-up, and must not cause one. */
final class Literals {

    static final InetAddress[] NONE = {};

    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)");

    private Literals() {}

    /** The address that the host is, if it is one; empty if it is a name. */
    static InetAddress[] parse(String host) throws UnknownHostException {
        return host.indexOf(':') >= 0 || IPV4.matcher(host).matches()
                ? new InetAddress[] {InetAddress.getByName(host)}
                : NONE;
    }
}
