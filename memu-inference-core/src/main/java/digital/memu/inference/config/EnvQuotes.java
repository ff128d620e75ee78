package digital.memu.inference.config;

import java.util.Set;
import java.util.regex.Pattern;

/** Quotes, as Docker Compose reads them: single ones are literal, in double ones a backslash and a dollar mean something. */
final class EnvQuotes {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,=\\[\\]-]*");

    private EnvQuotes() {}

    /** The value as it has to be written; {@code quoted} wants quotes around it in any case. */
    static String around(String value, boolean quoted) {
        if (!quoted && PLAIN.matcher(value).matches()) {
            return value;
        }
        // Within single quotes only \' means something, so that the end must not be a backslash.
        if (value.indexOf('\'') < 0 && !value.endsWith("\\")) {
            return "'" + value + "'";
        }
        StringBuilder escaped = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' || c == '"' || c == '$') {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return escaped.append('"').toString();
    }

    static String withoutSingle(String written) {
        return withoutEscapedQuote(written, '\'');
    }

    /** What is between double quotes, still to be searched for references: there {@code $$} stands for a dollar. */
    static String withoutDouble(String written) {
        String text = withoutEscapedQuote(written, '"');
        StringBuilder value = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                at = escape(text, at, value);
            } else {
                value.append(c);
                at++;
            }
        }
        return value.toString();
    }

    private static String withoutEscapedQuote(String written, char quote) {
        StringBuilder value = new StringBuilder();
        for (int at = 0; at < written.length(); at++) {
            char c = written.charAt(at);
            if (c == '\\' && at + 1 < written.length()) {
                at++;
                if (written.charAt(at) != quote) {
                    value.append('\\');
                }
                value.append(written.charAt(at));
            } else {
                value.append(c);
            }
        }
        return value.toString();
    }

    /** Reads the escape at this place and tells where to go on. */
    private static int escape(String text, int at, StringBuilder value) {
        char sign = text.charAt(at + 1);
        if (sign == '0') {
            return octal(text, at, value);
        }
        int meant = "abfnrtv\\\"".indexOf(sign);
        if (meant >= 0) {
            value.append("\u0007\b\f\n\r\t\u000b\\\"".charAt(meant));
        } else if (sign == '$') {
            value.append("$$");
        } else if (sign == '\\') {
            value.append(sign);
        } else {
            value.append('\\');
            return at + 1;
        }
        return at + 2;
    }

    /** Behind {@code \0}: three digits make a character, anything else stands there as it is, but for the zero. */
    private static int octal(String text, int at, StringBuilder value) {
        int from = at + 2;
        int to = from;
        while (to < text.length() && to < from + 3 && isDigit(text.charAt(to))) {
            to++;
        }
        String digits = text.substring(from, to);
        if (to == from + 3 && Set.of('0', '1', '2', '3').contains(digits.charAt(0)) && digits.matches("[0-7]+")) {
            value.append((char) Integer.parseInt(digits, 8));
        } else {
            value.append('\\').append(digits);
        }
        return to;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
