package digital.memu.inference.ollama.testing;

import digital.memu.inference.ollama.testing.Strike.Place;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;

/**
 * Something that goes wrong at an exact place in an answer of the {@link OllamaSimulator}.
 *
 * <p>Places: an <em>event</em> is one line of a stream, the last line with {@code "done":true} included. So {@code
 * cutAfterEvents(3)} lets three lines through; with 0 nothing goes out, not even headers; with as many as the answer has
 * only the end of the response is missing; with more nothing happens. Where an answer is not streamed its events happen
 * in silence and the whole body is the last one; an answer of another kind, such as {@code /api/tags}, is one event.
 * <em>Bytes</em> are counted from the first of the status line.
 *
 * <p>What lasts <em>for ever</em> lasts until the client hangs up or the simulator drops the connection. Nothing depends
 * on chance. Immutable and thread-safe.
 */
public final class Fault {

    private static final String OUT_OF_MEMORY =
            "llama-server reported out-of-memory during startup: cudaMalloc failed: out of memory";

    private final Strike strike;

    private Fault(Strike strike) {
        this.strike = strike;
    }

    private static Fault reply(String name, Reply reply) {
        return new Fault(Strike.onArrival(name, exchange -> exchange.answerInstead(reply)));
    }

    // Silence

    /** Takes the request and sends nothing, not even headers, for ever. */
    public static Fault silence() {
        return new Fault(Strike.onArrival("silence", exchange -> exchange.silence(null)));
    }

    /** Takes the request, does nothing for this time, then serves it. */
    public static Fault silenceFor(Duration time) {
        Objects.requireNonNull(time);
        return new Fault(Strike.onArrival("silence for " + time, exchange -> exchange.silence(time)));
    }

    /** Sends the headers of a stream at once, then nothing for ever. */
    public static Fault silenceAfterHeaders() {
        return new Fault(Strike.onArrival("silence after headers", exchange -> {
            exchange.openStream();
            exchange.silence(null);
        }));
    }

    /** Sends so many events, then nothing for ever. The rest of the server goes on answering. */
    public static Fault stallAfterEvents(int events) {
        return new Fault(Strike.afterEvents(events, "stall", exchange -> exchange.silence(null)));
    }

    /** Sends so many events, pauses for this time, then goes on. */
    public static Fault stallAfterEvents(int events, Duration time) {
        Objects.requireNonNull(time);
        return new Fault(Strike.afterEvents(
                events, "stall after " + events + " events for " + time, exchange -> exchange.silence(time)));
    }

    /** Sends so many bytes, then nothing for ever. */
    public static Fault stallAfterBytes(long bytes) {
        return new Fault(Strike.afterBytes(bytes, "stall", exchange -> exchange.silence(null)));
    }

    /** Sends every byte by itself, with a pause after it. */
    public static Fault trickle(Duration pausePerByte) {
        return new Fault(new Strike(
                "trickle, " + pausePerByte + " per byte",
                Place.PACE,
                0,
                exchange -> {},
                Objects.requireNonNull(pausePerByte)));
    }

    // The end of the connection

    /** Takes the request, then closes the connection without a byte: a server killed before its first token. */
    public static Fault hangUp() {
        return new Fault(Strike.onArrival("hang-up", exchange -> exchange.drop(false)));
    }

    /** Takes the request, then resets the connection. */
    public static Fault reset() {
        return new Fault(Strike.onArrival("reset", exchange -> exchange.drop(true)));
    }

    /** Reads the head of the request only, then closes the connection without a byte. */
    public static Fault hangUpUnread() {
        return new Fault(Strike.at(Place.UNREAD, 0, "hang-up, body unread", exchange -> exchange.drop(false)));
    }

    /** Reads the head of the request and so many bytes of its body, then resets the connection: killed in an upload. */
    public static Fault resetInRequest(long bytes) {
        return new Fault(Strike.at(
                Place.UNREAD, bytes, "reset after " + bytes + " bytes read", exchange -> exchange.drop(true)));
    }

    /** Reads the head of the request only, then resets the connection. */
    public static Fault resetUnread() {
        return new Fault(Strike.at(Place.UNREAD, 0, "reset, body unread", exchange -> exchange.drop(true)));
    }

    /** Sends so many events, then closes the connection without the final chunk: a server killed in mid-stream. */
    public static Fault cutAfterEvents(int events) {
        return new Fault(Strike.afterEvents(events, "cut", exchange -> exchange.drop(false)));
    }

    /** Sends so many bytes, then closes the connection. */
    public static Fault cutAfterBytes(long bytes) {
        return new Fault(Strike.afterBytes(bytes, "cut", exchange -> exchange.drop(false)));
    }

    /** Sends so many events, then resets the connection. */
    public static Fault resetAfterEvents(int events) {
        return new Fault(Strike.afterEvents(events, "reset", exchange -> exchange.drop(true)));
    }

    /** Sends so many bytes, then resets the connection. */
    public static Fault resetAfterBytes(long bytes) {
        return new Fault(Strike.afterBytes(bytes, "reset", exchange -> exchange.drop(true)));
    }

    /** Sends so many events, then a proper end of the response: HTTP 200, complete, but nothing says {@code done}. */
    public static Fault endAfterEvents(int events) {
        return new Fault(Strike.afterEvents(events, "end", Exchange::endInstead));
    }

    /** Sends the headers and the first half of an answer that is not a stream, then closes the connection. */
    public static Fault cutInMidBody() {
        return new Fault(Strike.at(Place.MID_BODY, 0, "cut in mid-body", exchange -> exchange.drop(false)));
    }

    // Wrong content

    /**
     * Sends so many events, then fails with these words as Ollama does: after 0 events, or where the answer is not
     * streamed, with status 500, else with an error line under status 200 and a proper end.
     */
    public static Fault errorAfterEvents(int events, String words) {
        Objects.requireNonNull(words);
        return new Fault(Strike.afterEvents(
                events, "error after " + events + " events: " + words, exchange -> exchange.failInstead(words)));
    }

    /** The runner dies after so many events: {@link #errorAfterEvents} in the words of a real server. */
    public static Fault runnerKilledAfterEvents(int events) {
        return errorAfterEvents(events, "an error was encountered while running the model: unexpected EOF");
    }

    /** Sends so many events, then this line, whatever it is, and goes on. */
    public static Fault lineAfterEvents(int events, String line) {
        Objects.requireNonNull(line);
        return new Fault(Strike.afterEvents(
                events, "line after " + events + " events: " + line, exchange -> exchange.insertLine(line)));
    }

    /**
     * Sends so many events, then a line without an end, until the client hangs up.
     *
     * @param cap after so many bytes the connection closes
     */
    public static Fault endlessLineAfterEvents(int events, long cap) {
        return new Fault(Strike.afterEvents(events, "endless line", exchange -> {
            byte[] block = new byte[8192];
            Arrays.fill(block, (byte) 'x');
            exchange.insertPart("{\"model\":\"".getBytes(StandardCharsets.US_ASCII));
            for (long sent = 0; sent < cap; sent += block.length) {
                exchange.insertPart(block);
            }
            exchange.drop(false);
        }));
    }

    /** Answers with a status and a JSON body of this many bytes or a few more. */
    public static Fault hugeBody(int status, long bytes) {
        return new Fault(
                Strike.onArrival(status + " with " + bytes + " bytes", exchange -> exchange.huge(status, bytes)));
    }

    /** Answers with something that is not HTTP, and closes the connection. */
    public static Fault notHttp() {
        return new Fault(Strike.onArrival("not HTTP", exchange -> {
            exchange.raw("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n".getBytes(StandardCharsets.US_ASCII));
            exchange.drop(false);
        }));
    }

    // Status

    /** Answers with this status and body. An empty content type leaves the header out. */
    public static Fault status(int status, String contentType, String body) {
        Reply reply = contentType.isEmpty() ? Reply.empty(status) : Reply.text(status, contentType, body);
        return reply("status " + status, reply);
    }

    /** Answers with this status and an error in Ollama's form. */
    public static Fault error(int status, String words) {
        return reply("status " + status + ": " + words, Reply.error(status, words));
    }

    /** 503: too many loads are waiting. */
    public static Fault busy() {
        return error(503, "server busy, please try again.  maximum pending requests exceeded");
    }

    /** 500 with an empty body: a handler has panicked. */
    public static Fault panic() {
        return reply("status 500, empty", Reply.empty(500));
    }

    /** 403 with an empty body: the {@code Host} or {@code Origin} header is not allowed. */
    public static Fault forbidden() {
        return reply("status 403, empty", Reply.empty(403));
    }

    /** 404 as text: no such path, so an old server or another one. */
    public static Fault pageNotFound() {
        return status(404, "text/plain", "404 page not found");
    }

    /** 502 as HTML: a reverse proxy whose server is off. */
    public static Fault badGateway() {
        return status(502, "text/html", "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>");
    }

    /** 307 to another address. */
    public static Fault redirect(String location) {
        return reply("redirect to " + location, Reply.empty(307).with("Location", location));
    }

    // Loading

    /** The load takes its time, then fails with status 500 and these words. Strikes a request that has to load. */
    public static Fault loadFails(String words) {
        Reply reply = Reply.error(500, words);
        return new Fault(Strike.at(Place.LOAD, 0, "load fails: " + words, exchange -> exchange.answerInstead(reply)));
    }

    /** {@link #loadFails} in the words of a server whose graphics card is full. */
    public static Fault loadOutOfMemory() {
        return loadFails(OUT_OF_MEMORY);
    }

    /** The load never ends; it holds up every other load. Strikes a request that has to load. */
    public static Fault loadForEver() {
        return new Fault(Strike.at(Place.LOAD, 0, "load for ever", exchange -> exchange.silence(null)));
    }

    Strike strike() {
        return strike;
    }

    @Override
    public String toString() {
        return strike.name();
    }
}
