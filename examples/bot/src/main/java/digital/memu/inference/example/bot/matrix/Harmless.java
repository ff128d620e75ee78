package digital.memu.inference.example.bot.matrix;

import java.util.regex.Pattern;

/** Takes from words what programs would act on: calls of the room or of users, and signs that nobody sees. */
final class Harmless {

    /** Seen by nobody, and enough for no program to find a name. */
    private static final String JOINER = "\u2060";

    private static final Pattern CALL = Pattern.compile("(?<=[@\uff20])(?=[\\p{L}\\p{N}._=/+-])");
    private static final Pattern LINK = Pattern.compile("(?i)(?<=matrix)(?=\\.to/|:(?:u|r|roomid)/)");

    private Harmless() {}

    static String of(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.chars().filter(c -> !isOdd(c)).forEach(c -> visible.append((char) c));
        return LINK.matcher(CALL.matcher(visible).replaceAll(JOINER)).replaceAll(JOINER);
    }

    private static boolean isOdd(int c) {
        return (Character.isISOControl(c) && c != '\n' && c != '\t')
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }
}
