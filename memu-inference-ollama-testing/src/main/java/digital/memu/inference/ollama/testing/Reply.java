package digital.memu.inference.ollama.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A whole answer: status, headers beside {@code Date} and framing, body. Immutable. */
final class Reply {

    private static final String JSON = "application/json; charset=utf-8";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final boolean chunked;

    private Reply(int status, Map<String, String> headers, byte[] body, boolean chunked) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.chunked = chunked;
    }

    static Reply json(int status, JsonNode body) {
        return of(status, JSON, Json.bytes(body));
    }

    static Reply ok(JsonNode body) {
        return json(200, body);
    }

    /** An error found by the handler of an endpoint. */
    static Reply error(int status, String text) {
        return json(status, errorBody(text));
    }

    /** An error that came through the channel of a stream that had not begun: chunked, without a charset. */
    static Reply streamError(int status, String text) {
        return new Reply(status, Map.of("Content-Type", "application/json"), Json.bytes(errorBody(text)), true);
    }

    static Reply text(int status, String contentType, String body) {
        return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    static Reply empty(int status) {
        return new Reply(status, Map.of(), new byte[0], false);
    }

    static Reply of(int status, String contentType, byte[] body) {
        return new Reply(status, Map.of("Content-Type", contentType), body, false);
    }

    static JsonNode errorBody(String text) {
        return Json.object().put("error", text);
    }

    Reply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>();
        more.put(header, value);
        more.putAll(headers);
        return new Reply(status, more, body, chunked);
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    /** Sent in a chunk even if short. */
    boolean isChunked() {
        return chunked;
    }

    /** Status line and headers, with what frames the body last. */
    static byte[] head(int status, Map<String, String> headers, Map<String, String> framing) {
        StringBuilder head = new StringBuilder(160)
                .append("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(reason(status))
                .append("\r\n");
        headers.forEach((name, value) -> append(head, name, value));
        append(head, "Date", DATE.format(Instant.now()));
        framing.forEach((name, value) -> append(head, name, value));
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void append(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 201 -> "Created";
            case 204 -> "No Content";
            case 301 -> "Moved Permanently";
            case 307 -> "Temporary Redirect";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 413 -> "Request Entity Too Large";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> "Status " + status;
        };
    }
}
