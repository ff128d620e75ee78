package digital.memu.inference.route;

import digital.memu.inference.route.OllamaHostSyntax.PortOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Addresses that work, but perhaps not as their writer thinks. */
final class AddressWarnings {
    /** Last groups of an IPv6 address that are more likely meant as a port. */
    private static final Set<String> LIKELY_PORTS = Set.of("80", "443", "3000", "3003", "8000", "8080", "8443");

    private final List<String> warnings = new ArrayList<>();
    private final String value;
    private final OllamaHostSyntax syntax;
    private final String host;
    private final int port;
    private final int standardPort;

    private AddressWarnings(String value, OllamaHostSyntax syntax, String host, int port, int standardPort) {
        this.value = value;
        this.syntax = syntax;
        this.host = host;
        this.port = port;
        this.standardPort = standardPort;
    }

    static List<String> of(String value, OllamaHostSyntax syntax, String host, int port, int standardPort) {
        AddressWarnings of = new AddressWarnings(value, syntax, host, port, standardPort);
        of.aboutThePort();
        of.aboutTheHost();
        return of.warnings;
    }

    private void aboutThePort() {
        boolean capitals = !syntax.scheme().equals("http") && !syntax.scheme().equals("https");
        if (syntax.origin() == PortOrigin.REPLACED) {
            // What stood there is not shown: it may be half of a password.
            warnings.add("What follows the colon is not a port from 1 to 65535; port " + port + " is used.");
        } else if (syntax.origin() == PortOrigin.DEFAULT && capitals) {
            warnings.add("With its scheme in capitals this address means port " + port + ", as for Ollama itself.");
        } else if (syntax.origin() == PortOrigin.DEFAULT
                && port == 80
                && standardPort != 80
                && syntax.path().isEmpty()) {
            warnings.add("http:// without a port means port 80; did you mean http://" + bracketed(standardPort) + "?");
        }
        if (host.equals("http") || host.equals("https")) {
            warnings.add("The host here is \"" + host + "\"; did you forget the two slashes of " + host + "://?");
        }
    }

    private void aboutTheHost() {
        if (HostText.isUnspecified(syntax.host())) {
            warnings.add(syntax.host() + " is where a server listens, not where it is; this device (" + host
                    + ") is asked. For another machine write its own address.");
        } else if (afterScheme().startsWith("/")) {
            warnings.add("There is no host before the first slash; this device (" + host + ") is asked.");
        } else if (HostText.isBarePort(host)) {
            warnings.add("The number " + host + " is taken for a host name; did you mean port " + host
                    + ", as in 127.0.0.1:" + host + "?");
        } else if (isPortInIpv6()) {
            String address = host.substring(0, host.lastIndexOf(':'));
            warnings.add("All of " + host + " is taken for the IPv6 address, with port " + port
                    + "; if its end is the port, write [" + (address.endsWith(":") ? address + ":" : address) + "]"
                    + host.substring(host.lastIndexOf(':')) + ".");
        }
    }

    private boolean isPortInIpv6() {
        if (syntax.origin() == PortOrigin.WRITTEN || value.indexOf('[') >= 0 || host.indexOf(':') < 0) {
            return false;
        }
        String last = host.substring(host.lastIndexOf(':') + 1);
        return LIKELY_PORTS.contains(last) || last.equals(Integer.toString(standardPort));
    }

    private String afterScheme() {
        int scheme = value.indexOf("://");
        return scheme < 0 ? value : value.substring(scheme + 3);
    }

    private String bracketed(int withPort) {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + withPort;
    }
}
