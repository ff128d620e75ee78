package digital.memu.inference.ollama.internal.wire;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server said when it failed, out of the shapes it may say it in.
 *
 * @param status HTTP status; 0 for an error line within an answer that tells none
 * @param message the words, unwrapped; empty when there are none
 * @param form how it was said
 */
public record ServerError(int status, String message, Form form) {

    /** Ollama quotes up to 8 KB of a log; what comes after this is neither kept nor looked at. */
    private static final int LONGEST = 64 * 1024;

    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]{0,200}>(.{1,200}?)</title>");

    /** How an error was said, which tells who said it. */
    public enum Form {
        /** JSON with an {@code error}: Ollama, or one of its look-alikes. */
        OLLAMA,
        /** JSON of another shape. */
        OTHER_JSON,
        /** A web page: a proxy, a router's login page. */
        HTML,
        /** Plain text: Go's own 404 and 405, or a proxy. */
        TEXT,
        /** Nothing at all. */
        EMPTY
    }

    /** The error in the body of an answer with a status of its own. */
    public static ServerError ofBody(int status, String body) {
        String text = body.strip();
        if (text.isEmpty()) {
            return new ServerError(status, "", Form.EMPTY);
        }
        Optional<Map<String, @Nullable Object>> json = text.startsWith("{") ? Json.object(text) : Optional.empty();
        if (json.isPresent()) {
            String message = message(json.get().get("error"));
            return message.isEmpty()
                    ? new ServerError(status, text, Form.OTHER_JSON)
                    : new ServerError(status, message, Form.OLLAMA);
        }
        boolean html = text.startsWith("<") || text.toLowerCase(Locale.ROOT).contains("<html");
        return html ? new ServerError(status, title(text), Form.HTML) : new ServerError(status, text, Form.TEXT);
    }

    /** The error within a good answer; {@code status} is what the answer itself tells, 0 where it tells none. */
    public static ServerError within(int status, @Nullable Object error) {
        return new ServerError(status, message(error), Form.OLLAMA);
    }

    private static String message(@Nullable Object error) {
        String words = innermost(error);
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST);
    }

    /** An error may be an object, or JSON once more within the string. */
    private static String innermost(@Nullable Object error) {
        Object current = error;
        // Two wrappings have been seen; a third would still be words.
        for (int depth = 0; depth < 4; depth++) {
            if (current instanceof Map<?, ?> object) {
                Object inner = object.containsKey("message") ? object.get("message") : object.get("error");
                if (inner == null) {
                    return String.valueOf(object);
                }
                current = inner;
            } else if (current instanceof String text && text.stripLeading().startsWith("{")) {
                Optional<Map<String, @Nullable Object>> inner = Json.object(text);
                if (inner.isEmpty()) {
                    return text;
                }
                current = inner.get();
            } else {
                break;
            }
        }
        return current == null ? "" : String.valueOf(current);
    }

    private static String title(String page) {
        Matcher matcher = TITLE.matcher(page);
        return matcher.find() ? "web page \"" + matcher.group(1).strip() + "\"" : "a web page";
    }
}
