package digital.memu.inference.immich.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** A whole answer. Immutable. */
final class Reply {

    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);
    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(200, "OK"),
            Map.entry(302, "Found"),
            Map.entry(307, "Temporary Redirect"),
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(413, "Request Entity Too Large"),
            Map.entry(422, "Unprocessable Entity"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"));

    private final int status;
    private final String headers;
    private final String contentType;
    private final byte[] body;
    private final boolean fatal;

    /**
     * An answer.
     *
     * @param headers in front of the length and the type of the content, as lines with their ends
     * @param contentType empty for none
     * @param fatal whether the service closes the connection after it and says nothing of it
     */
    private Reply(int status, String headers, String contentType, byte[] body, boolean fatal) {
        this.status = status;
        this.headers = headers;
        this.contentType = contentType;
        this.body = body;
        this.fatal = fatal;
    }

    static Reply of(int status, String contentType, String body) {
        return new Reply(status, "", contentType, body.getBytes(StandardCharsets.UTF_8), false);
    }

    static Reply json(int status, String json) {
        return of(status, JSON, json);
    }

    static Reply text(String text) {
        return of(200, TEXT, text);
    }

    /** An error in the service's usual form. */
    static Reply detail(int status, String detail) {
        return json(status, "{\"detail\":" + Json.quoted(detail) + "}");
    }

    static Reply notAllowed(String allowed) {
        Reply error = detail(405, "Method Not Allowed");
        return new Reply(405, "allow: " + allowed + "\r\n", error.contentType, error.body, false);
    }

    static Reply crash() {
        return new Reply(500, "", TEXT, "Internal Server Error".getBytes(StandardCharsets.US_ASCII), true);
    }

    static Reply redirect(String location) {
        return new Reply(307, "location: " + location + "\r\n", "", new byte[0], false);
    }

    /** What uvicorn says to bytes that are no HTTP; it puts the headers in another order. */
    static byte[] notUnderstood() {
        String body = "Invalid HTTP request received.";
        return (start(400) + "content-type: " + TEXT + "\r\ncontent-length: " + body.length()
                        + "\r\nconnection: close\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body;
    }

    boolean isFatal() {
        return fatal;
    }

    Reply withBody(byte[] other) {
        return new Reply(status, headers, contentType, other, fatal);
    }

    /**
     * Status line and headers.
     *
     * @param length of the body, which may be longer than the one in memory
     */
    byte[] head(long length, boolean close) {
        String head = start(status) + headers + "content-length: " + length + "\r\n"
                + (contentType.isEmpty() ? "" : "content-type: " + contentType + "\r\n")
                + (close ? "connection: close\r\n" : "") + "\r\n";
        return head.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String start(int status) {
        return "HTTP/1.1 " + status + " " + REASONS.getOrDefault(status, "Status") + "\r\ndate: "
                + DATE.format(Instant.now()) + "\r\nserver: uvicorn\r\n";
    }
}
