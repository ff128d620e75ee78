package digital.memu.inference.failure;

/** Puts messages together, so that a server's words cannot break a log line or flood it. */
final class FailureText {

    private static final int MAX_SERVER_WORDS = 500;

    private FailureText() {}

    static String of(int status, String serverMessage) {
        String text = status == 0 ? "error within the answer" : "HTTP " + status;
        String words = oneLine(serverMessage);
        return words.isEmpty() ? text : text + ": " + words;
    }

    static String oneLine(String words) {
        String flat = words.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\s]+", " ").strip();
        return flat.length() <= MAX_SERVER_WORDS ? flat : flat.substring(0, MAX_SERVER_WORDS) + "…";
    }
}
