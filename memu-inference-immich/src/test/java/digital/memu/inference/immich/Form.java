package digital.memu.inference.immich;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digital.memu.support.HttpMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A multipart form, taken apart by the letter of RFC 7578. */
record Form(List<Part> parts) {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern BOUNDARY = Pattern.compile("multipart/form-data; ?boundary=\"?([^\";]+)\"?");
    private static final Pattern NAME = Pattern.compile("; name=\"([^\"]*)\"");
    private static final Pattern FILE = Pattern.compile("; filename=\"([^\"]*)\"");

    /**
     * One part.
     *
     * @param file its file name; null where it has none
     */
    record Part(String name, String file, byte[] content) {
        String text() {
            return new String(content, UTF_8);
        }
    }

    /** The form in a request; without parts if there is none, or it is cut off. */
    static Form of(HttpMessage request) {
        Matcher type = BOUNDARY.matcher(request.header("Content-Type").orElse(""));
        if (!type.matches()) {
            return new Form(List.of());
        }
        String mark = "--" + type.group(1);
        String body = "\r\n" + new String(request.body(), ISO_8859_1);
        List<Part> parts = new ArrayList<>();
        int at = body.indexOf("\r\n" + mark);
        while (at >= 0) {
            int from = at + 2 + mark.length();
            int to = body.indexOf("\r\n" + mark, from);
            if (to < 0) {
                break;
            }
            int content = body.indexOf("\r\n\r\n", from);
            String head = body.substring(from, content);
            Matcher name = NAME.matcher(head);
            Matcher file = FILE.matcher(head);
            parts.add(new Part(
                    name.find() ? name.group(1) : "",
                    file.find() ? file.group(1) : null,
                    body.substring(content + 4, to).getBytes(ISO_8859_1)));
            at = to;
        }
        return new Form(parts);
    }

    Optional<Part> part(String name) {
        return parts.stream().filter(part -> part.name().equals(name)).findFirst();
    }

    /** What is asked for; nothing where it is no JSON. */
    JsonNode entries() {
        try {
            return part("entries").map(Part::text).isPresent()
                    ? JSON.readTree(part("entries").orElseThrow().text())
                    : JSON.missingNode();
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }
}
