package digital.memu.inference.ollama.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads HTTP/1.1 requests off a connection, head and body in two steps. */
final class RequestReader {

    private static final int LONGEST_LINE = 1 << 20;

    private final InputStream in;

    RequestReader(InputStream in) {
        this.in = new BufferedInputStream(in, 16 * 1024);
    }

    /** The request line and the headers. */
    record Head(String method, String target, List<Map.Entry<String, String>> headers) {

        Optional<String> header(String name) {
            return headers.stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }

        String path() {
            return new RecordedRequest(method, target, headers, new byte[0]).path();
        }

        boolean expectsContinue() {
            return header("Expect").filter("100-continue"::equalsIgnoreCase).isPresent();
        }
    }

    /** The next head, or {@code null} at the end of the connection. */
    @Nullable
    Head readHead() throws IOException {
        String start = line();
        if (start == null) {
            return null;
        }
        String[] parts = start.split(" ", 3);
        if (parts.length < 3) {
            throw new IOException("not an HTTP request: " + start);
        }
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        String line = line();
        while (line != null && !line.isEmpty()) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IOException("not a header: " + line);
            }
            headers.add(Map.entry(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
            line = line();
        }
        return new Head(parts[0], parts[1], headers);
    }

    /** Reads so many bytes of a body, and forgets them. */
    void skip(long bytes) throws IOException {
        in.skipNBytes(bytes);
    }

    RecordedRequest readBody(Head head) throws IOException {
        byte[] body = new byte[0];
        if (head.header("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent()) {
            body = chunks();
        } else if (head.header("Content-Length").isPresent()) {
            body = exactly(Integer.parseInt(head.header("Content-Length").orElseThrow()));
        }
        return new RecordedRequest(head.method(), head.target(), head.headers(), body);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = lineOrFail();
            int semicolon = size.indexOf(';');
            int length = Integer.parseInt((semicolon < 0 ? size : size.substring(0, semicolon)).strip(), 16);
            body.write(exactly(length));
            if (length > 0) {
                lineOrFail();
                continue;
            }
            while (!lineOrFail().isEmpty()) {
                // trailers
            }
            return body.toByteArray();
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private String lineOrFail() throws IOException {
        String line = line();
        if (line == null) {
            throw new EOFException();
        }
        return line;
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        int next = in.read();
        while (next >= 0 && next != '\n') {
            if (next != '\r') {
                line.write(next);
            }
            if (line.size() > LONGEST_LINE) {
                throw new IOException("line too long");
            }
            next = in.read();
        }
        return next < 0 && line.size() == 0 ? null : line.toString(StandardCharsets.ISO_8859_1);
    }
}
