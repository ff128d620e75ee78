package digital.memu.inference.immich.testing;

import digital.memu.inference.immich.testing.Strike.Place;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Something that goes wrong at an exact place in an exchange with the {@link ImmichMlSimulator}.
 *
 * <p>Bytes are counted from the first of a body, that of the request or that of the answer; where the body has fewer
 * nothing happens. What lasts <em>for ever</em> lasts until the client hangs up or the simulator drops the connection.
 * Nothing depends on chance. To refuse connections see {@link ImmichMlSimulator#offline}. Immutable and thread-safe.
 */
public final class Fault {

    private static final String HTML = "text/html";
    private static final Pattern FIRST_NUMBER = Pattern.compile("(\"(?:clip|embedding)\":\"?\\[)[^,\\]]+");

    private final Strike strike;

    private Fault(Strike strike) {
        this.strike = strike;
    }

    private static Fault reply(String name, Reply reply) {
        return new Fault(Strike.onArrival(name, (exchange, at) -> exchange.answerInstead(reply)));
    }

    // While the request is coming

    /** Reads so many bytes of the request's body, then resets the connection: killed in an upload. */
    public static Fault resetInUpload(long bytes) {
        return new Fault(Strike.after(bytes, Place.UPLOAD, "reset in upload", (exchange, at) -> exchange.drop(true)));
    }

    /** Reads so many bytes of the request's body, then no more, for ever; so it does not notice a hang-up either. */
    public static Fault stallInUpload(long bytes) {
        return new Fault(Strike.after(bytes, Place.UPLOAD, "stall in upload", (exchange, at) -> exchange.pause(null)));
    }

    /** Reads so many bytes of the request's body, nothing for this time, then the rest. */
    public static Fault stallInUpload(long bytes, Duration time) {
        Objects.requireNonNull(time);
        return new Fault(Strike.after(bytes, Place.UPLOAD, "stall in upload", (exchange, at) -> exchange.pause(time)));
    }

    /**
     * Reads the request's body so many bytes at a time, with a pause after each. A client notices what its system cannot
     * buffer; see {@link ImmichMlSimulatorBuilder#receiveBuffer}.
     */
    public static Fault slowUpload(int bytes, Duration pause) {
        Objects.requireNonNull(pause);
        return new Fault(Strike.everyTime(bytes, Place.UPLOAD, "slow upload", (exchange, at) -> exchange.pause(pause)));
    }

    // Before the answer

    /** Takes the request and sends nothing, not even a status, for ever. */
    public static Fault silence() {
        return new Fault(Strike.onArrival("silence", (exchange, at) -> exchange.pause(null)));
    }

    /** Takes the request, does nothing for this time, then serves it. */
    public static Fault silenceFor(Duration time) {
        Objects.requireNonNull(time);
        return new Fault(Strike.onArrival("silence for " + time, (exchange, at) -> exchange.pause(time)));
    }

    /** Takes the request, then closes the connection without a byte, as a killed worker does. */
    public static Fault hangUp() {
        return new Fault(Strike.onArrival("hang-up", (exchange, at) -> exchange.drop(false)));
    }

    /** Takes the request, then resets the connection. */
    public static Fault reset() {
        return new Fault(Strike.onArrival("reset", (exchange, at) -> exchange.drop(true)));
    }

    // In the answer

    /** Sends the headers and so many bytes of the body, then closes the connection. */
    public static Fault cutInBody(long bytes) {
        return new Fault(Strike.after(bytes, Place.BODY, "cut in body", (exchange, at) -> exchange.drop(false)));
    }

    /** Sends the headers and so many bytes of the body, then resets the connection. */
    public static Fault resetInBody(long bytes) {
        return new Fault(Strike.after(bytes, Place.BODY, "reset in body", (exchange, at) -> exchange.drop(true)));
    }

    /** Sends the headers and so many bytes of the body, then nothing for ever. */
    public static Fault stallInBody(long bytes) {
        return new Fault(Strike.after(bytes, Place.BODY, "stall in body", (exchange, at) -> exchange.pause(null)));
    }

    /** Sends the headers and so many bytes of the body, nothing for this time, then the rest. */
    public static Fault stallInBody(long bytes, Duration time) {
        Objects.requireNonNull(time);
        return new Fault(Strike.after(bytes, Place.BODY, "stall in body", (exchange, at) -> exchange.pause(time)));
    }

    /** Sends the headers, then the body so many bytes at a time with a pause after each. */
    public static Fault slowBody(int bytes, Duration pause) {
        Objects.requireNonNull(pause);
        return new Fault(Strike.everyTime(bytes, Place.BODY, "slow body", (exchange, at) -> exchange.pause(pause)));
    }

    // Wrong content

    /** Sends {@code null} for the first number of every vector, as the service does for what is no number. */
    public static Fault nullInVector() {
        return new Fault(Strike.onAnswer("null in vector", reply -> {
            String body = new String(reply.body(), StandardCharsets.UTF_8);
            String broken = FIRST_NUMBER.matcher(body).replaceAll("$1null");
            return reply.withBody(broken.getBytes(StandardCharsets.UTF_8));
        }));
    }

    /** Answers with status 200 and bytes that are no JSON, said to be JSON. */
    public static Fault garbage() {
        return status(200, "application/json", "\u0000\u0001{\"clip\":\"[0.1,0.2");
    }

    /** Answers with status 200 and the page of something that wants a login first. */
    public static Fault loginPage() {
        return status(200, HTML, "<html><head><title>Sign in</title></head><body><form></form></body></html>");
    }

    /** Answers with status 200 and a JSON body of this many bytes. */
    public static Fault hugeBody(long bytes) {
        Reply start = Reply.json(200, "{\"clip\":\"[0.1");
        return new Fault(Strike.onArrival(
                "body of " + bytes + " bytes", (exchange, at) -> exchange.huge(start, bytes, (byte) '1')));
    }

    /** Answers with something that is not HTTP, and closes the connection. */
    public static Fault notHttp() {
        byte[] banner = "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n".getBytes(StandardCharsets.US_ASCII);
        return new Fault(Strike.onArrival("not HTTP", (exchange, at) -> exchange.raw(banner)));
    }

    // Status

    /** Answers with this status and body. An empty content type leaves the header out. */
    public static Fault status(int status, String contentType, String body) {
        return reply("status " + status, Reply.of(status, contentType, body));
    }

    /** Answers with this status and {@code {"detail":"..."}}, as the service does. */
    public static Fault detail(int status, String detail) {
        return reply("status " + status + ": " + detail, Reply.detail(status, detail));
    }

    /** 500 as plain text, and the end of the connection: the card is out of memory, or anything that nobody foresaw. */
    public static Fault outOfMemory() {
        return reply("out of memory", Reply.crash());
    }

    /** 502 as HTML: a reverse proxy whose server is off. */
    public static Fault badGateway() {
        return status(502, HTML, "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>");
    }

    /** 503 as HTML: a reverse proxy without a server. */
    public static Fault unavailable() {
        return status(503, HTML, "<html><head><title>503 Service Temporarily Unavailable</title></head></html>");
    }

    /** 504 as HTML: a reverse proxy that waited long enough. */
    public static Fault gatewayTimeout() {
        return status(504, HTML, "<html><head><title>504 Gateway Time-out</title></head><body>nginx</body></html>");
    }

    /** 307 to another address. */
    public static Fault redirect(String location) {
        return reply("redirect to " + location, Reply.redirect(location));
    }

    Strike strike() {
        return strike;
    }

    @Override
    public String toString() {
        return strike.name();
    }
}
