package digital.memu.inference.route;

import java.net.IDN;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The host of an address: mended where only a client must, refused where no resolver, or not every one, gets it right. */
final class HostText {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*\\.?");
    private static final int LONGEST_NAME = 253;
    private static final Pattern NUMBERS_ONLY = Pattern.compile("(0x[0-9a-f]*|[0-9]+)(\\.(0x[0-9a-f]*|[0-9]+))*\\.?");
    private static final Pattern BARE_PORT = Pattern.compile("[1-9][0-9]{0,4}");
    private static final Pattern ZONE = Pattern.compile("%[A-Za-z0-9._~-]{1,64}");
    private static final Pattern PORT_WITHOUT_BRACKETS = Pattern.compile("(.*):([0-9]{1,5})");

    private HostText() {}

    /** The host to dial; {@code value} is the whole text, for the messages. */
    static String usable(String value, String written, int standardPort) {
        if (written.isEmpty()) {
            return "127.0.0.1";
        }
        // Ollama leaves the brackets on an address with a zone and without a port; it could not use that itself.
        return written.indexOf(':') >= 0
                ? ipv6(value, GoAddress.unbracketed(written), standardPort)
                : name(value, written);
    }

    /** Whether the text is 0.0.0.0 or ::, in any spelling: an address to listen on, not one to dial. */
    static boolean isUnspecified(String written) {
        byte[] address = IpLiteral.parse(GoAddress.unbracketed(written));
        return address.length > 0 && Arrays.equals(address, new byte[address.length]);
    }

    /** Whether the text is a single number that could be a port: Ollama takes it for a host name. */
    static boolean isBarePort(String host) {
        return BARE_PORT.matcher(host).matches() && Integer.parseInt(host) <= 65_535;
    }

    private static String ipv6(String value, String host, int standardPort) {
        int percent = host.indexOf('%');
        byte[] address = IpLiteral.parse(percent < 0 ? host : host.substring(0, percent));
        if (address.length == 0) {
            throw new InvalidAddressException(
                    value, "its host is neither a name nor an IPv6 address", ipv6Fix(host, standardPort));
        }
        String zone = percent < 0 ? "" : "%" + zone(host.substring(percent + 1), value.contains("://"));
        if (percent >= 0 && (address.length == 4 || !ZONE.matcher(zone).matches())) {
            throw new InvalidAddressException(
                    value,
                    "its IPv6 zone is not the name of a network interface",
                    "Write the interface's name or number after the %");
        }
        String text = IpLiteral.format(address);
        if (isUnspecified(text)) {
            return address.length == 4 ? "127.0.0.1" : "::1";
        }
        return text + zone;
    }

    // A URL writes the percent sign as %25, Ollama's own setting does not. "%25" alone is the interface number 25.
    private static String zone(String written, boolean url) {
        return url && written.startsWith("25") && written.length() > 2 ? written.substring(2) : written;
    }

    private static String ipv6Fix(String host, int standardPort) {
        Matcher port = PORT_WITHOUT_BRACKETS.matcher(host);
        if (port.matches() && IpLiteral.parse(port.group(1)).length > 0) {
            return "Before a port, an IPv6 address needs brackets: [" + port.group(1) + "]:" + port.group(2);
        }
        return "Write one address as host:" + standardPort + ", or [IPv6]:" + standardPort;
    }

    private static String name(String value, String written) {
        String host = ascii(value, written).toLowerCase(Locale.ROOT);
        if (host.length() > LONGEST_NAME || !NAME.matcher(host).matches()) {
            throw new InvalidAddressException(
                    value,
                    "its host is not a name or address",
                    host.indexOf(',') >= 0
                            ? "Write one address at a time"
                            : "A name has letters, digits, '-', '_' and single dots");
        }
        if (NUMBERS_ONLY.matcher(host).matches() && IpLiteral.parse(host).length == 0 && !isBarePort(host)) {
            throw new InvalidAddressException(
                    value,
                    "its host is a number that not every system reads as the same address",
                    "Write four decimal numbers without leading zeros, as in 192.168.1.50");
        }
        return isUnspecified(host) ? "127.0.0.1" : host;
    }

    private static String ascii(String value, String host) {
        if (host.chars().allMatch(c -> c < 0x80)) {
            return host;
        }
        // The older standard, which Java knows, turns these two into other letters; the newer one, which Ollama
        // follows, keeps them. They would be two different machines.
        boolean disputed = host.indexOf('ß') >= 0 || host.indexOf('ς') >= 0;
        try {
            if (!disputed) {
                return IDN.toASCII(host);
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // Told below: the exception's own text quotes the host and explains nothing.
        }
        throw new InvalidAddressException(
                value,
                "its host has letters that cannot be looked up",
                "Write the name in its xn-- form, or the server's numeric address");
    }
}
