package digital.memu.inference.immich.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code multipart/form-data}. What is cut off at the end is dropped without a word. */
final class Multipart {

    private static final int LARGEST_FIELD = 1 << 20;
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([\\w*-]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]*))");
    private static final byte[] END_OF_HEAD = ascii("\r\n\r\n");

    private Multipart() {}

    static Form read(String contentType, byte[] body) {
        Optional<String> boundary = parameter(contentType, "boundary").filter(name -> !name.isEmpty());
        if (boundary.isEmpty()) {
            return refused("Missing boundary in multipart.");
        }
        byte[] first = ascii("--" + boundary.get());
        byte[] delimiter = ascii("\r\n--" + boundary.get());
        if (body.length > 0 && !startsWith(body, 0, first)) {
            return refused("Did not find boundary at the start of the body");
        }
        List<RecordedPart> parts = new ArrayList<>();
        int at = first.length;
        while (at + 2 <= body.length && body[at] == '\r') {
            int head = indexOf(body, END_OF_HEAD, at);
            int from = head + END_OF_HEAD.length;
            int end = head < 0 ? -1 : indexOf(body, delimiter, from);
            if (end < 0) {
                break;
            }
            List<Map.Entry<String, String>> headers = headers(new String(body, at, head - at, StandardCharsets.UTF_8));
            String disposition = headers.stream()
                    .filter(header -> header.getKey().equals("content-disposition"))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("");
            Optional<String> name = parameter(disposition, "name");
            if (name.isEmpty()) {
                return refused("The Content-Disposition header field \"name\" must be provided.");
            }
            RecordedPart part = new RecordedPart(
                    name.get(), parameter(disposition, "filename").orElse(null), headers, body, from, end);
            if (!part.isFile() && part.size() > LARGEST_FIELD) {
                return refused("Part exceeded maximum size of 1024KB.");
            }
            parts.add(part);
            at = end + delimiter.length;
        }
        return new Form(List.copyOf(parts), null);
    }

    private static Form refused(String error) {
        return new Form(List.of(), error);
    }

    private static List<Map.Entry<String, String>> headers(String lines) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (String line : lines.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.add(Map.entry(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip()));
            }
        }
        return headers;
    }

    private static Optional<String> parameter(String header, String name) {
        Matcher matcher = PARAMETER.matcher(header);
        while (matcher.find()) {
            if (matcher.group(1).equalsIgnoreCase(name)) {
                String quoted = matcher.group(2);
                return Optional.of(quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
            }
        }
        return Optional.empty();
    }

    private static int indexOf(byte[] bytes, byte[] wanted, int from) {
        for (int i = from; i <= bytes.length - wanted.length; i++) {
            if (bytes[i] == wanted[0] && startsWith(bytes, i, wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] bytes, int at, byte[] wanted) {
        if (at + wanted.length > bytes.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
