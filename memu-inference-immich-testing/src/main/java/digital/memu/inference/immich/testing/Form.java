package digital.memu.inference.immich.testing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A form read as the service reads it.
 *
 * @param error what the service refuses the body with, if it does
 */
record Form(List<RecordedPart> parts, @Nullable String error) {

    private static final String MULTIPART = "multipart/form-data";

    static Form of(String contentType, byte[] body) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (type.equals("application/x-www-form-urlencoded")) {
            return new Form(urlencoded(new String(body, StandardCharsets.ISO_8859_1)), null);
        }
        // anything else is a form without fields
        return type.equals(MULTIPART) ? Multipart.read(contentType, body) : new Form(List.of(), null);
    }

    private static List<RecordedPart> urlencoded(String body) {
        List<RecordedPart> parts = new ArrayList<>();
        for (String pair : body.split("&", -1)) {
            String[] sides = pair.split("=", 2);
            if (sides.length == 2) {
                byte[] value = decoded(sides[1]).getBytes(StandardCharsets.UTF_8);
                parts.add(new RecordedPart(decoded(sides[0]), null, List.of(), value, 0, value.length));
            }
        }
        return parts;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // a stray percent sign stands for itself
            return text;
        }
    }

    Optional<RecordedPart> last(String name) {
        return parts.stream().filter(part -> part.name().equals(name)).reduce((first, second) -> second);
    }

    /** A part with something in it: an empty field is none, an empty file is one. */
    Optional<RecordedPart> present(String name) {
        return last(name).filter(part -> part.isFile() || part.size() > 0);
    }
}
