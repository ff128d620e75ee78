package digital.memu.inference.failure;

import java.util.regex.Pattern;

/** Puts messages together, so that a server's words cannot break a log line or flood it. */
final class FailureText {

    private static final int MAX_SERVER_WORDS = 500;

    /** Blanks, line breaks, and what nobody sees: it could move the cursor, or turn the direction of the line. */
    private static final Pattern GAP = Pattern.compile("[\\p{Z}\\p{C}]+");

    private FailureText() {}

    static String of(int status, String serverMessage) {
        String text = status == 0 ? "error within the answer" : "HTTP " + status;
        String words = oneLine(serverMessage);
        return words.isEmpty() ? text : text + ": " + words;
    }

    static String oneLine(String words) {
        String flat = GAP.matcher(words).replaceAll(" ").strip();
        if (flat.length() <= MAX_SERVER_WORDS) {
            return flat;
        }
        int end =
                Character.isHighSurrogate(flat.charAt(MAX_SERVER_WORDS - 1)) ? MAX_SERVER_WORDS - 1 : MAX_SERVER_WORDS;
        return flat.substring(0, end) + "…";
    }
}
