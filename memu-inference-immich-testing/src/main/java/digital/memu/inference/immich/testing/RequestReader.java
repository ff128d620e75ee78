package digital.memu.inference.immich.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads HTTP/1.1 requests off a connection as uvicorn's parser does, head and body in two steps. */
final class RequestReader {

    private static final int LONGEST_LINE = 64 * 1024;
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT");

    private final InputStream in;
    private final byte[] segment = new byte[64 * 1024];
    private int position;
    private int limit;

    RequestReader(InputStream in) {
        this.in = in;
    }

    /** These bytes are no HTTP/1 request. */
    static final class BadRequest extends IOException {
        private static final long serialVersionUID = 1;

        BadRequest() {
            super("invalid HTTP request");
        }
    }

    /** Where the bytes of a body are watched as they come. */
    interface Upload {

        Upload UNWATCHED = new Upload() {};

        /** How many may be read at once after so many. */
        default int most(long sofar) {
            return Integer.MAX_VALUE;
        }

        /** Called before the first, and after each that were read at once. */
        default void came(long sofar) throws IOException {}
    }

    /** Waits for the next request to begin; {@code false} at the end of the connection. */
    boolean awaitByte() throws IOException {
        while (position == limit || segment[position] == '\r' || segment[position] == '\n') {
            if (position < limit) {
                position++;
            } else if (!fill()) {
                return false;
            }
        }
        return true;
    }

    /** Whether more has come than was read. */
    boolean hasMore() {
        return position < limit;
    }

    /** The request line and the headers. */
    RequestHead head() throws IOException {
        if (segment[position] < 'A' || segment[position] > 'Z') {
            // TLS has no lines to wait for
            throw new BadRequest();
        }
        String[] start = line().split(" ", -1);
        if (start.length != 3 || !METHODS.contains(start[0]) || !start[2].startsWith("HTTP/1.")) {
            throw new BadRequest();
        }
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new BadRequest();
            }
            headers.add(Map.entry(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return new RequestHead(start[0], start[1], start[2], headers);
    }

    /** Forgets what came in one segment with the head: this is what an upgrade does to a body. */
    void dropSegment() {
        position = limit;
    }

    byte[] body(RequestHead head, Upload upload) throws IOException {
        boolean chunked = head.has("Transfer-Encoding", "chunked");
        long length = chunked ? 0 : length(head);
        if (chunked || length > 0) {
            upload.came(0);
        }
        if (chunked) {
            return chunks(upload);
        }
        byte[] body = new byte[Math.toIntExact(length)];
        exactly(body, 0, upload);
        return body;
    }

    private static long length(RequestHead head) throws BadRequest {
        try {
            return Long.parseLong(head.header("Content-Length").orElse("0"));
        } catch (NumberFormatException e) {
            throw new BadRequest();
        }
    }

    private byte[] chunks(Upload upload) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            byte[] chunk = new byte[chunkSize(line())];
            exactly(chunk, body.size(), upload);
            body.writeBytes(chunk);
            if (chunk.length > 0) {
                line();
                continue;
            }
            while (!line().isEmpty()) {
                // trailers
            }
            return body.toByteArray();
        }
    }

    private static int chunkSize(String line) throws BadRequest {
        try {
            return Integer.parseInt(line.split(";", 2)[0].strip(), 16);
        } catch (NumberFormatException e) {
            throw new BadRequest();
        }
    }

    private void exactly(byte[] bytes, long before, Upload upload) throws IOException {
        int read = 0;
        while (read < bytes.length) {
            if (position == limit && !fill()) {
                throw new EOFException();
            }
            int now = Math.min(Math.min(bytes.length - read, limit - position), upload.most(before + read));
            System.arraycopy(segment, position, bytes, read, now);
            position += now;
            read += now;
            upload.came(before + read);
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        while (true) {
            if (position == limit && !fill()) {
                throw new EOFException();
            }
            byte next = segment[position++];
            if (next == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1);
            }
            if (next != '\r') {
                line.write(next);
            }
            if (line.size() > LONGEST_LINE) {
                throw new BadRequest();
            }
        }
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(segment));
        return limit > 0;
    }
}
