package digital.memu.inference.route;

import java.util.Locale;

/**
 * Makes somebody else's words fit for a message: one line, not long, nothing invisible, and no secrets of an address.
 * Thread-safe.
 */
public final class SafeText {
    private static final int LONGEST = 80;

    private SafeText() {}

    /** The text as it may be shown, 80 characters at most. */
    public static String of(String text) {
        return of(text, LONGEST);
    }

    /** The text as it may be shown, of that many characters at most. */
    public static String of(String text, int longest) {
        String shown = withoutSecrets(text);
        StringBuilder safe = new StringBuilder();
        shown.codePoints().limit(longest).forEach(c -> safe.appendCodePoint(isVisible(c) ? c : '?'));
        return safe.length() < shown.length() ? safe.append('…').toString() : safe.toString();
    }

    /** Whether a reader sees the character and it moves nothing else on the line: no control, no bidi mark, no odd blank. */
    static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }

    /** Also the two other spellings that a browser, and an international domain name, take for the same sign. */
    static boolean isAt(int c) {
        return c == '@' || c == '\uff20' || c == '\ufe6b';
    }

    private static String withoutSecrets(String text) {
        int query = firstQuerySign(text);
        int at = lastAt(text);
        if (at < 0) {
            return query < 0 ? text : text.substring(0, query) + "…";
        }
        // A password may itself hold '@', '/', '?' or "://", so nothing before the last '@' is shown. With a query as
        // well, nobody can tell whether the '@' belongs to it.
        return webScheme(text) + "***" + (query < 0 ? text.substring(at) : "…");
    }

    private static String webScheme(String text) {
        int end = text.indexOf("://");
        String scheme = end < 0 ? "" : text.substring(0, end).toLowerCase(Locale.ROOT);
        return scheme.equals("http") || scheme.equals("https") ? scheme + "://" : "";
    }

    private static int lastAt(String text) {
        int i = text.length() - 1;
        while (i >= 0 && !isAt(text.charAt(i))) {
            i--;
        }
        return i;
    }

    private static int firstQuerySign(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '?' || text.charAt(i) == '#') {
                return i;
            }
        }
        return -1;
    }
}
