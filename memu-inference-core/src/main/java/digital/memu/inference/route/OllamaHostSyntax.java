package digital.memu.inference.route;

import java.util.OptionalInt;

/**
 * What Ollama itself reads from its {@code OLLAMA_HOST}, with all its surprises and without any judgement.
 *
 * <p>The rules are those of Ollama's {@code envconfig}, which are those of Go's {@code net.SplitHostPort} and
 * {@code net.ParseIP}. People copy the setting from one machine to the other; it has to mean the same here as there.
 *
 * @param scheme as typed, {@code http} where there is none
 * @param host without the brackets that belong to a port; may be empty or unusable
 * @param port as typed, or the default
 * @param path what follows the first slash, without that slash
 * @param origin where the port comes from
 */
record OllamaHostSyntax(String scheme, String host, String port, String path, PortOrigin origin) {

    enum PortOrigin {
        WRITTEN,
        DEFAULT,
        /** Something stood where the port belongs, but no port; Ollama takes the default and warns. */
        REPLACED
    }

    /**
     * Reads a text.
     *
     * @param value trimmed by {@link #trim}
     * @param standardPort the port where neither text nor scheme says one: Ollama's is 11434
     */
    static OllamaHostSyntax parse(String value, int standardPort) {
        if (value.equals("ollama.com")) {
            return new OllamaHostSyntax("https", "ollama.com", "443", "", PortOrigin.WRITTEN);
        }
        int schemeEnd = value.indexOf("://");
        String scheme = schemeEnd < 0 ? "http" : value.substring(0, schemeEnd);
        String rest = schemeEnd < 0 ? value : value.substring(schemeEnd + 3);
        String defaultPort = schemeEnd < 0 ? Integer.toString(standardPort) : defaultPort(scheme, standardPort);

        int slash = rest.indexOf('/');
        String path = slash < 0 ? "" : rest.substring(slash + 1);
        String hostAndPort = slash < 0 ? rest : rest.substring(0, slash);

        int colon = GoAddress.portColon(hostAndPort);
        if (colon < 0) {
            return new OllamaHostSyntax(scheme, hostAlone(hostAndPort), defaultPort, path, PortOrigin.DEFAULT);
        }
        String host = GoAddress.unbracketed(hostAndPort.substring(0, colon));
        String port = hostAndPort.substring(colon + 1);
        return GoAddress.isPort(port)
                ? new OllamaHostSyntax(scheme, host, port, path, PortOrigin.WRITTEN)
                : new OllamaHostSyntax(scheme, host, defaultPort, path, PortOrigin.REPLACED);
    }

    /** Takes off blanks, then any mix of quotes, then blanks again: what is left of a value copied with its quotes. */
    static String trim(String text) {
        return GoAddress.trimSpace(GoAddress.trim(GoAddress.trimSpace(text), c -> c == '"' || c == '\''));
    }

    /** The port as a number; empty for the spellings with a sign, which Ollama accepts and no client can dial. */
    OptionalInt portNumber() {
        boolean digits = port.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? OptionalInt.of(Integer.parseInt(port)) : OptionalInt.empty();
    }

    // Case matters to Ollama: with HTTP:// the port stays 11434.
    private static String defaultPort(String scheme, int standardPort) {
        return switch (scheme) {
            case "http" -> "80";
            case "https" -> "443";
            default -> Integer.toString(standardPort);
        };
    }

    private static String hostAlone(String text) {
        if (text.isEmpty()) {
            return "127.0.0.1";
        }
        byte[] address = IpLiteral.parse(GoAddress.trim(text, c -> c == '[' || c == ']'));
        return address.length == 0 ? text : IpLiteral.format(address);
    }
}
