package digital.memu.inference.internal.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Looks up names; may block for as long as it likes. */
@FunctionalInterface
public interface HostResolver {

    /** The look-up of this machine. */
    HostResolver SYSTEM = InetAddress::getAllByName;

    /** All addresses of a name. */
    InetAddress[] resolve(String host) throws UnknownHostException;
}
