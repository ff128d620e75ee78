package digital.memu.inference.route;

import java.util.stream.Stream;

/**
 * A row of the truth table of OLLAMA_HOST: a text, what Ollama reads in it, and what a client makes of that.
 *
 * @param url what {@link HostAddress} prints, or {@link #REFUSED}
 */
record OllamaHostTable(String text, String scheme, String host, String port, String path, String url) {

    static final String REFUSED = "(refused)";

    static Stream<OllamaHostTable> rows() {
        return Stream.of(
                http("", "127.0.0.1", "11434", "http://127.0.0.1:11434"),
                http("  ", "127.0.0.1", "11434", "http://127.0.0.1:11434"),
                http("' '", "127.0.0.1", "11434", "http://127.0.0.1:11434"),
                http("1.2.3.4", "1.2.3.4", "11434", "http://1.2.3.4:11434"),
                http(" 1.2.3.4 ", "1.2.3.4", "11434", "http://1.2.3.4:11434"),
                http("\"1.2.3.4\"", "1.2.3.4", "11434", "http://1.2.3.4:11434"),
                http("'1.2.3.4'", "1.2.3.4", "11434", "http://1.2.3.4:11434"),
                http(" \" 1.2.3.4 \" ", "1.2.3.4", "11434", "http://1.2.3.4:11434"),
                http("example.com", "example.com", "11434", "http://example.com:11434"),
                http("localhost", "localhost", "11434", "http://localhost:11434"),
                http("example.com:1234", "example.com", "1234", "http://example.com:1234"),
                http("1.2.3.4:1234", "1.2.3.4", "1234", "http://1.2.3.4:1234"),
                http(":1234", "", "1234", "http://127.0.0.1:1234"),
                http(":0", "", "0", REFUSED),
                http(":66000", "", "11434", "http://127.0.0.1:11434"),
                http(":-1", "", "11434", "http://127.0.0.1:11434"),
                http("host:", "host", "11434", "http://host:11434"),
                http("host:http", "host", "11434", "http://host:11434"),
                row("https://h:99999", "https", "h", "443", "", "https://h:443"),
                http("http://h:", "h", "80", "http://h:80"),
                http("[::1]", "::1", "11434", "http://[::1]:11434"),
                http("::1", "::1", "11434", "http://[::1]:11434"),
                http("[::]", "::", "11434", "http://[::1]:11434"),
                http("[::1]:1337", "::1", "1337", "http://[::1]:1337"),
                http("2001:db8::1:11434", "2001:db8::1:11434", "11434", REFUSED),
                http("fe80::1%eth0", "fe80::1%eth0", "11434", "http://[fe80::1%25eth0]:11434"),
                http("[fe80::1%eth0]:11434", "fe80::1%eth0", "11434", "http://[fe80::1%25eth0]:11434"),
                http("http://1.2.3.4", "1.2.3.4", "80", "http://1.2.3.4:80"),
                row("https://1.2.3.4", "https", "1.2.3.4", "443", "", "https://1.2.3.4:443"),
                http("http://1.2.3.4:4321", "1.2.3.4", "4321", "http://1.2.3.4:4321"),
                row("https://1.2.3.4:4321", "https", "1.2.3.4", "4321", "", "https://1.2.3.4:4321"),
                row(
                        "https://example.com/ollama",
                        "https",
                        "example.com",
                        "443",
                        "ollama",
                        "https://example.com:443/ollama"),
                row("gaming-pc/ollama", "http", "gaming-pc", "11434", "ollama", "http://gaming-pc:11434/ollama"),
                row("h:8080/ollama/v1/", "http", "h", "8080", "ollama/v1/", "http://h:8080/ollama/v1"),
                http("http://h:11434/", "h", "11434", "http://h:11434"),
                row("ollama.com", "https", "ollama.com", "443", "", "https://ollama.com:443"),
                http("ollama.com:443", "ollama.com", "443", "http://ollama.com:443"),
                row("HTTP://1.2.3.4", "HTTP", "1.2.3.4", "11434", "", "http://1.2.3.4:11434"),
                row("ftp://h", "ftp", "h", "11434", "", REFUSED),
                row("unix:///x", "unix", "127.0.0.1", "11434", "x", REFUSED),
                http("http://", "127.0.0.1", "80", "http://127.0.0.1:80"),
                http("https:1.2.3.4", "https", "11434", "http://https:11434"),
                row(
                        "//1.2.3.4:11434",
                        "http",
                        "127.0.0.1",
                        "11434",
                        "/1.2.3.4:11434",
                        "http://127.0.0.1:11434/1.2.3.4:11434"),
                http("11434", "11434", "11434", "http://11434:11434"),
                http("user:pw@h", "user", "11434", REFUSED),
                http("http://user:pw@h:1", "user:pw@h:1", "80", REFUSED),
                http("h?x=1", "h?x=1", "11434", REFUSED),
                http("h#f", "h#f", "11434", REFUSED),
                http("a b", "a b", "11434", REFUSED),
                http("http://h:11434?x=1", "h", "80", REFUSED));
    }

    private static OllamaHostTable http(String text, String host, String port, String url) {
        return row(text, "http", host, port, "", url);
    }

    private static OllamaHostTable row(String text, String scheme, String host, String port, String path, String url) {
        return new OllamaHostTable(text, scheme, host, port, path, url);
    }
}
