package digital.memu.inference.immich.internal.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server said when it failed, out of the shapes it may say it in.
 *
 * @param status HTTP status
 * @param message the words, unwrapped; of a web page only its title; empty when there are none
 * @param form how it was said
 */
public record ServerError(int status, String message, Form form) {

    private static final int LONGEST = 2_000;
    private static final int MOST_DETAILS = 5;
    private static final int DEEPEST_PLACE = 10;

    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]{0,200}>(.{1,200}?)</title>");

    /** How an error was said, which tells who said it. */
    public enum Form {
        /** JSON with a {@code detail}: the service, or another one built with the same framework. */
        DETAIL,
        /** JSON of another shape. */
        OTHER_JSON,
        /** A web page: a proxy, a login page. */
        HTML,
        /** Plain text: the service's own 500, or a proxy. */
        TEXT,
        /** Nothing at all. */
        EMPTY
    }

    /** The error in the body of an answer. */
    public static ServerError ofBody(int status, String body) {
        String text = body.strip();
        if (text.isEmpty()) {
            return new ServerError(status, "", Form.EMPTY);
        }
        if (text.startsWith("{")) {
            Optional<String> detail = detail(text);
            return detail.map(words -> new ServerError(status, cut(words), Form.DETAIL))
                    .orElseGet(() -> new ServerError(status, cut(text), Form.OTHER_JSON));
        }
        if (text.startsWith("<") || text.toLowerCase(Locale.ROOT).contains("<html")) {
            return new ServerError(status, title(text), Form.HTML);
        }
        return new ServerError(status, cut(text), Form.TEXT);
    }

    private static Optional<String> detail(String text) {
        try (JsonParser json = Json.FACTORY.createParser(text)) {
            json.nextToken();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken token = json.nextToken();
                if (!name.equals("detail")) {
                    json.skipChildren();
                } else if (token == JsonToken.VALUE_STRING) {
                    return Optional.of(json.getText());
                } else if (token == JsonToken.START_ARRAY) {
                    return Optional.of(details(json));
                } else {
                    return Optional.empty();
                }
            }
        } catch (IOException e) {
            // Cut off, or none after all; then it is only quoted.
        }
        return Optional.empty();
    }

    /** Place and words of each; what was put in is left out, since it shows innards of the server, or what was sent. */
    private static String details(JsonParser json) throws IOException {
        List<String> all = new ArrayList<>();
        JsonToken token = json.nextToken();
        while (token != null && token != JsonToken.END_ARRAY && all.size() < MOST_DETAILS) {
            if (token == JsonToken.START_OBJECT) {
                all.add(oneDetail(json));
            } else {
                json.skipChildren();
            }
            token = json.nextToken();
        }
        return String.join("; ", all);
    }

    private static String oneDetail(JsonParser json) throws IOException {
        String place = "";
        String words = "";
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            if (name.equals("msg") && token == JsonToken.VALUE_STRING) {
                words = json.getText();
            } else if (name.equals("loc") && token == JsonToken.START_ARRAY) {
                place = place(json);
            } else {
                json.skipChildren();
            }
        }
        return place.isEmpty() ? words : place + ": " + words;
    }

    private static String place(JsonParser json) throws IOException {
        List<String> parts = new ArrayList<>();
        @Nullable JsonToken token = json.nextToken();
        while (token != null && token != JsonToken.END_ARRAY) {
            if (token.isScalarValue() && parts.size() < DEEPEST_PLACE) {
                parts.add(json.getText());
            } else {
                json.skipChildren();
            }
            token = json.nextToken();
        }
        return String.join(".", parts);
    }

    private static String title(String page) {
        Matcher matcher = TITLE.matcher(page);
        return matcher.find() ? "web page \"" + matcher.group(1).strip() + "\"" : "a web page";
    }

    private static String cut(String words) {
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST);
    }
}
