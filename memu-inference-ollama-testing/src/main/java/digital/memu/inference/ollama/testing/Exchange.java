package digital.memu.inference.ollama.testing;

import digital.memu.inference.ollama.testing.ExchangeOver.Cause;
import digital.memu.inference.ollama.testing.Ledger.Count;
import digital.memu.inference.ollama.testing.Strike.Place;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request and the way back: HTTP framing as Go does it, and the fault that strikes here, if any.
 *
 * <p>Used by one thread.
 */
final class Exchange {

    /** Go sends a body without a length if it did not fit its buffer. */
    private static final int LONGEST_WITH_LENGTH = 2048;

    private final Connection connection;
    private final Machine machine;
    private final RecordedRequest request;
    private final @Nullable Strike fault;
    private final Wire wire;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private int heldLines;
    private int events;
    private boolean streaming;
    private boolean headSent;
    private boolean last;
    private boolean complete;

    Exchange(Connection connection, Machine machine, RecordedRequest request, @Nullable Strike fault) {
        this.connection = connection;
        this.machine = machine;
        this.request = request;
        this.fault = fault;
        this.wire = new Wire(connection, machine);
        if (fault != null) {
            fault.prepare(wire, this);
        }
    }

    RecordedRequest request() {
        return request;
    }

    Lifeline life() {
        return connection.life();
    }

    /** Whether the connection ends with this answer, because the client said so. */
    boolean closes() {
        return request.header("Connection").filter("close"::equalsIgnoreCase).isPresent();
    }

    /** The next event is the last of a generation. */
    void lastEvent() {
        last = true;
    }

    boolean isComplete() {
        return complete;
    }

    /** The request is here, nothing is done yet. */
    void arrive() throws IOException {
        machine.awaitThaw(life());
        strike(Place.ARRIVAL, 0);
    }

    /** The answer will be a stream of lines. */
    void streamLines() {
        streaming = true;
    }

    /** A step of an answer that goes out as a whole later. */
    void countEvent() throws IOException {
        boolean completes = last;
        strike(Place.EVENTS, events++);
        if (completes && !complete) {
            complete = true;
            machine.ledger().add(Count.COMPLETED);
        }
    }

    /** Sends a whole answer. */
    void send(Reply reply) throws IOException {
        countEvent();
        boolean chunked = reply.isChunked() || reply.body().length > LONGEST_WITH_LENGTH;
        byte[] body = chunked ? Chunks.whole(reply.body()) : reply.body();
        byte[] head = Reply.head(reply.status(), reply.headers(), framing(chunked, reply.body().length));
        if (request.method().equals("HEAD")) {
            wire.write(head);
        } else {
            int half = body.length / 2;
            wire.write(
                    isFaultAt(Place.MID_BODY)
                            ? Chunks.concat(head, Arrays.copyOf(body, half))
                            : Chunks.concat(head, body));
            strike(Place.MID_BODY, 0);
        }
        strike(Place.EVENTS, events);
        wire.finish();
    }

    private Map<String, String> framing(boolean chunked, int length) {
        Map<String, String> framing = new LinkedHashMap<>();
        // Go gives no length where a HEAD is answered by the status alone.
        boolean bare = request.method().equals("HEAD") && length == 0;
        if (!chunked && !bare) {
            framing.put("Content-Length", String.valueOf(length));
        } else if (chunked && !request.method().equals("HEAD")) {
            framing.put("Transfer-Encoding", "chunked");
        }
        if (closes()) {
            framing.put("Connection", "close");
        }
        return framing;
    }

    /** Sends a line of a stream; the headers go out with the first. */
    void line(byte[] json) throws IOException {
        countEvent();
        hold(json);
        if (heldLines >= machine.settings().framing().linesPerChunk()) {
            flushLines();
        }
    }

    /** Ends a stream properly. */
    void endStream() throws IOException {
        flushLines();
        strike(Place.EVENTS, events);
        openStream();
        wire.write(Chunks.end());
        wire.finish();
    }

    private void hold(byte[] line) throws IOException {
        held.write(line);
        held.write('\n');
        heldLines++;
    }

    private void flushLines() throws IOException {
        if (heldLines > 0) {
            writeChunks(held.toByteArray());
            held.reset();
            heldLines = 0;
        }
    }

    private void writeChunks(byte[] data) throws IOException {
        byte[] head = headSent ? new byte[0] : streamHead();
        headSent = true;
        for (byte[] piece : Framing.cut(data, machine.settings().framing().chunkSizes())) {
            wire.write(Chunks.concat(head, Chunks.of(piece)));
            head = new byte[0];
        }
    }

    private byte[] streamHead() {
        return Reply.head(200, Map.of("Content-Type", "application/x-ndjson"), framing(true, 0));
    }

    // What faults do.

    private boolean isFaultAt(Place place) {
        return fault != null && fault.isAt(place);
    }

    private void strike(Place place, long count) throws IOException {
        Strike strikes = fault;
        if (strikes != null && strikes.isAt(place, count)) {
            last = false;
            flushLines();
            strikes.strike(this);
        }
    }

    /** Sends the headers of a stream, and no line yet. */
    void openStream() throws IOException {
        if (!headSent) {
            headSent = true;
            wire.write(streamHead());
        }
    }

    void silence(@Nullable Duration time) throws IOException {
        life().pause(time);
    }

    void drop(boolean reset) throws IOException {
        connection.drop(reset);
        throw new ExchangeOver(Cause.DROPPED);
    }

    void raw(byte[] bytes) throws IOException {
        wire.write(bytes);
    }

    void insertLine(String line) throws IOException {
        hold(line.getBytes(StandardCharsets.UTF_8));
        flushLines();
    }

    /** Part of a line that does not end here. */
    void insertPart(byte[] part) throws IOException {
        writeChunks(part);
    }

    void answerInstead(Reply reply) throws IOException {
        send(reply);
        throw new ExchangeOver(Cause.ANSWERED);
    }

    /** Fails as Ollama does: by status while nothing is sent, by a line after that. */
    void failInstead(String text) throws IOException {
        if (!streaming) {
            answerInstead(Reply.error(500, text));
        } else if (!headSent && machine.settings().version().failsByStatus()) {
            answerInstead(Reply.streamError(500, text));
        }
        insertLine(new String(Json.bytes(Reply.errorBody(text)), StandardCharsets.UTF_8));
        endInstead();
    }

    void endInstead() throws IOException {
        openStream();
        wire.write(Chunks.end());
        throw new ExchangeOver(Cause.ANSWERED);
    }

    /** Sends a JSON body of this length, a block at a time. */
    void huge(int status, long bytes) throws IOException {
        byte[] block = new byte[8192];
        Arrays.fill(block, (byte) 'x');
        wire.write(Chunks.concat(
                Reply.head(status, Map.of("Content-Type", "application/json; charset=utf-8"), framing(true, 0)),
                Chunks.of("{\"error\":\"".getBytes(StandardCharsets.US_ASCII))));
        for (long sent = 0; sent < bytes; sent += block.length) {
            wire.write(Chunks.of(block));
        }
        wire.write(Chunks.whole("\"}".getBytes(StandardCharsets.US_ASCII)));
        throw new ExchangeOver(Cause.ANSWERED);
    }
}
