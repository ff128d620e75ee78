package digital.memu.inference.internal.http;

import digital.memu.inference.failure.InvalidResponseException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a body into lines, in one array that is used again and again.
 *
 * <p>The client's buffers are read-only and hide their arrays, so each byte is copied once, and only what is left of a line
 * at the end of a portion a second time. A giant line makes the array grow; the next portion finds it small again.
 */
final class Lines implements LineReader {

    private static final int SMALL = 8 * 1024;
    private static final int LARGE = 256 * 1024;

    private final HttpExchange exchange;
    private final int limit;
    private byte[] buffer = new byte[SMALL];
    private int from;
    private int searched;
    private int to;
    private int offset;
    private int length;
    private boolean ended;

    /** The lines of an exchange, none longer than {@code limit} bytes. */
    Lines(HttpExchange exchange, int limit) {
        this.exchange = exchange;
        this.limit = limit;
    }

    @Override
    public boolean next() {
        while (true) {
            int feed = indexOfLineFeed();
            if (feed >= 0) {
                take(feed);
            } else if (ended) {
                take(to);
                return length > 0;
            } else {
                more();
                continue;
            }
            if (length > 0) {
                return true;
            }
        }
    }

    @Override
    public byte[] array() {
        return buffer;
    }

    @Override
    public int offset() {
        return offset;
    }

    @Override
    public int length() {
        return length;
    }

    private int indexOfLineFeed() {
        for (int i = searched; i < to; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        searched = to;
        return -1;
    }

    private void take(int end) {
        offset = from;
        length = end - from;
        from = Math.min(end + 1, to);
        searched = from;
    }

    private void more() {
        if (to - from > limit) {
            throw tooLong();
        }
        @Nullable List<ByteBuffer> portion = exchange.take();
        if (portion == null) {
            ended = true;
            return;
        }
        int arrived = 0;
        for (ByteBuffer each : portion) {
            arrived += each.remaining();
        }
        makeRoom(arrived);
        for (ByteBuffer each : portion) {
            int count = each.remaining();
            each.get(buffer, to, count);
            to += count;
        }
    }

    private void makeRoom(int arrived) {
        int kept = to - from;
        int needed = kept + arrived;
        byte[] target = buffer;
        if (needed > buffer.length) {
            target = new byte[Math.max(needed, kept == 0 ? SMALL : Math.min(2 * buffer.length, needed + limit))];
        } else if (buffer.length > LARGE && needed <= SMALL) {
            target = new byte[SMALL];
        }
        System.arraycopy(buffer, from, target, 0, kept);
        buffer = target;
        searched -= from;
        from = 0;
        to = kept;
    }

    private InvalidResponseException tooLong() {
        exchange.close();
        return new InvalidResponseException(exchange.url(), "a line longer than " + limit + " bytes", null);
    }
}
