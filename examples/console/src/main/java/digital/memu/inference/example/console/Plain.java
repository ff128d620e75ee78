package digital.memu.inference.example.console;

import java.util.Locale;

/**
 * Names of files, and words of servers and models, made fit for a terminal: what is no sign could move its cursor, change its
 * title or break the line.
 */
public final class Plain {

    private Plain() {}

    /** The text in one line. */
    public static String of(String text) {
        return replaced(text, "");
    }

    /** The text with its line ends and tabulators. */
    public static String lines(String text) {
        return replaced(text, "\n\t");
    }

    private static String replaced(String text, String kept) {
        if (text.codePoints().noneMatch(c -> isControl(c) && kept.indexOf(c) < 0)) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> plain.appendCodePoint(isControl(c) && kept.indexOf(c) < 0 ? '?' : c));
        return plain.toString();
    }

    private static boolean isControl(int c) {
        return Character.isISOControl(c)
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069')
                || c == '\u2028'
                || c == '\u2029';
    }

    /** A number with its noun: {@code 1 photo}, {@code 2 photos}. */
    public static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** A number of bytes as people read it: {@code 2.0 GB}. */
    public static String bytes(long bytes) {
        String[] units = {"B", "KB", "MB", "GB", "TB", "PB", "EB"};
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0
                ? bytes + " B"
                : String.format(Locale.ROOT, value < 9.95 ? "%.1f %s" : "%.0f %s", value, units[unit]);
    }

    /** A constant of an enumeration in words: {@code MISCONFIGURED} as {@code misconfigured}. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
