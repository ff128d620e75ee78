package digital.memu.inference.route;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;

/** The path before every request, as Ollama's client joins it: no empty segments, no dots, encoded for the wire. */
final class BasePath {
    // The apostrophe may stand in a path, but at its end the next reader would take it for a quote.
    private static final String PLAIN = "-._~!$&()*+,;=:";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private BasePath() {}

    /** Empty, or with a slash at its beginning and none at its end. */
    static String of(String written) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : written.split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(encoded(segment));
            }
        }
        return segments.isEmpty() ? "" : "/" + String.join("/", segments);
    }

    private static String encoded(String segment) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < segment.length(); ) {
            int c = segment.codePointAt(i);
            if (isPlain(c) || (c == '%' && isEscape(segment, i))) {
                text.append((char) c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    text.append('%').append(HEX.toHexDigits(b));
                }
            }
            i += Character.charCount(c);
        }
        return text.toString();
    }

    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || PLAIN.indexOf(c) >= 0;
    }

    /** Ollama would encode the sign once more; a path pasted from a browser means what it says. */
    private static boolean isEscape(String text, int percent) {
        return percent + 2 < text.length()
                && IpLiteral.isHex(text.charAt(percent + 1))
                && IpLiteral.isHex(text.charAt(percent + 2));
    }
}
