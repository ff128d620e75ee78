package digital.memu.inference.route;

import java.util.function.IntPredicate;

/** How Go's standard library cuts up an address; Java's own methods differ in the odd cases. */
final class GoAddress {
    private static final int HIGHEST_PORT = 65_535;

    private GoAddress() {}

    /** {@code strings.TrimSpace}: unlike {@link String#strip} it takes off the no-break space that web pages leave. */
    static String trimSpace(String text) {
        return trim(text, GoAddress::isSpace);
    }

    /** {@code strings.TrimFunc}. */
    static String trim(String text, IntPredicate unwanted) {
        int from = 0;
        int to = text.length();
        while (from < to && unwanted.test(text.charAt(from))) {
            from++;
        }
        while (to > from && unwanted.test(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** {@code unicode.IsSpace}. */
    static boolean isSpace(int c) {
        return (c >= '\t' && c <= '\r') || c == 0x85 || Character.isSpaceChar(c);
    }

    /** {@code net.SplitHostPort}: where the colon before the port stands; -1 if Go finds no port, or no sense in the text. */
    static int portColon(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return -1;
        }
        int hostStart = 0;
        int hostEnd = 0;
        if (text.charAt(0) == '[') {
            int bracket = text.indexOf(']');
            if (bracket + 1 != colon) {
                return -1;
            }
            hostStart = 1;
            hostEnd = bracket + 1;
        } else if (text.indexOf(':') != colon) {
            return -1;
        }
        boolean strayBracket = text.indexOf('[', hostStart) >= 0 || text.indexOf(']', hostEnd) >= 0;
        return strayBracket ? -1 : colon;
    }

    static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** {@code strconv.ParseInt(text, 10, 32)} within the range of a port: also with a sign, and with leading zeros. */
    static boolean isPort(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        int number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            // Not Character.isDigit: that knows the digits of every script.
            if (c < '0' || c > '9') {
                return false;
            }
            number = number * 10 + (c - '0');
            if (number > HIGHEST_PORT) {
                return false;
            }
        }
        return !digits.isEmpty() && !(negative && number != 0);
    }
}
