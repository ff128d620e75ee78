package digital.memu.inference.route;

import java.util.Locale;
import java.util.OptionalInt;

/** From what Ollama reads in a text to an address that a client can use. */
final class AddressReader {
    private AddressReader() {}

    static HostAddress read(String text, int standardPort) {
        if (text.length() > HostAddress.LONGEST) {
            throw new InvalidAddressException(
                    text, "it is longer than " + HostAddress.LONGEST + " characters", "Write host:port");
        }
        String value = OllamaHostSyntax.trim(text);
        refuseWhatNoAddressHolds(value, standardPort);
        OllamaHostSyntax syntax = OllamaHostSyntax.parse(value, standardPort);
        String scheme = webScheme(value, syntax.scheme(), standardPort);
        String host = HostText.usable(value, syntax.host(), standardPort);
        int port = usablePort(value, syntax.portNumber(), standardPort);
        return new HostAddress(
                scheme,
                host,
                port,
                BasePath.of(syntax.path()),
                AddressWarnings.of(value, syntax, host, port, standardPort));
    }

    private static void refuseWhatNoAddressHolds(String value, int standardPort) {
        if (value.chars().anyMatch(SafeText::isAt)) {
            throw new InvalidAddressException(
                    value,
                    "it holds a user name or password",
                    "Leave out everything up to the @ and put a key into its own setting;"
                            + " an @ that belongs to the path is written %40");
        }
        if (value.indexOf('?') >= 0 || value.indexOf('#') >= 0) {
            throw new InvalidAddressException(
                    value, "it holds a query or a fragment", "Leave out the ? or # and what follows");
        }
        if (value.chars().anyMatch(GoAddress::isSpace)) {
            throw new InvalidAddressException(
                    value, "it holds a blank or a line break", "Write one address, without blanks");
        }
        if (!value.codePoints().allMatch(SafeText::isVisible)) {
            throw new InvalidAddressException(
                    value, "it holds an invisible character", "Type it by hand instead of pasting it");
        }
        if (value.indexOf('\\') >= 0) {
            throw new InvalidAddressException(
                    value, "it holds a backslash", "Write slashes, as in http://host:" + standardPort);
        }
    }

    private static String webScheme(String value, String written, int standardPort) {
        String scheme = written.toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new InvalidAddressException(
                    value, "only http:// and https:// can be used", "Write http://host:" + standardPort);
        }
        return scheme;
    }

    private static int usablePort(String value, OptionalInt port, int standardPort) {
        int number = port.orElseThrow(() -> new InvalidAddressException(
                value, "its port has a sign", "Write the port in digits only, as in host:" + standardPort));
        if (number == 0) {
            throw new InvalidAddressException(
                    value, "no server can be reached at port 0", "Write the server's port, usually " + standardPort);
        }
        return number;
    }
}
