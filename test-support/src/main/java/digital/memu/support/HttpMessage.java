package digital.memu.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request or response, taken apart.
 *
 * @param raw all its bytes
 * @param startLine the request line or the status line; empty if there are no bytes
 * @param headers in their order
 * @param body without chunks
 * @param complete whether the body is as long as its framing says
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record HttpMessage(
        byte[] raw, String startLine, List<Map.Entry<String, String>> headers, byte[] body, boolean complete) {

    /** Takes it apart; without a whole head it is empty. */
    public static HttpMessage parse(byte[] raw) {
        int end = indexOf(raw, "\r\n\r\n", 0);
        if (end < 0) {
            return new HttpMessage(raw, "", List.of(), new byte[0], false);
        }
        String[] lines = new String(raw, 0, end, ISO_8859_1).split("\r\n", -1);
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            int colon = line.indexOf(':');
            headers.add(Map.entry(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        byte[] rest = Arrays.copyOfRange(raw, end + 4, raw.length);
        HttpMessage head = new HttpMessage(raw, lines[0], headers, rest, false);
        if (head.isChunked()) {
            return head.unchunked(rest);
        }
        int length = head.header("Content-Length").map(Integer::parseInt).orElse(0);
        return new HttpMessage(
                raw, lines[0], headers, Arrays.copyOf(rest, Math.min(rest.length, length)), rest.length >= length);
    }

    private HttpMessage unchunked(byte[] chunks) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int lineEnd = indexOf(chunks, "\r\n", at);
            if (lineEnd < 0) {
                return new HttpMessage(raw, startLine, headers, body.toByteArray(), false);
            }
            int size = Integer.parseInt(new String(chunks, at, lineEnd - at, ISO_8859_1), 16);
            int from = lineEnd + 2;
            body.write(chunks, from, Math.min(size, chunks.length - from));
            at = from + size + 2;
            if (size == 0 || at > chunks.length) {
                return new HttpMessage(raw, startLine, headers, body.toByteArray(), at <= chunks.length);
            }
        }
    }

    private static int indexOf(byte[] bytes, String text, int from) {
        byte[] wanted = text.getBytes(ISO_8859_1);
        for (int i = from; i <= bytes.length - wanted.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether nothing came. */
    public boolean isEmpty() {
        return raw.length == 0;
    }

    /** Of a request. */
    public String method() {
        return startLine.split(" ", -1)[0];
    }

    /** Of a request. */
    public String path() {
        return startLine.split(" ", -1)[1];
    }

    /** Of a response. */
    public int status() {
        return Integer.parseInt(startLine.split(" ", -1)[1]);
    }

    /** The first of that name. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Whether the body came in chunks. */
    public boolean isChunked() {
        return header("Transfer-Encoding").filter("chunked"::equals).isPresent();
    }

    /** The body. */
    public String text() {
        return new String(body, UTF_8);
    }

    /** The lines of a stream. */
    public List<String> lines() {
        return text().lines().toList();
    }
}
