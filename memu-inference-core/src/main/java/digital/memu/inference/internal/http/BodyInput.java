package digital.memu.inference.internal.http;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A body as a stream of bytes, straight out of the client's buffers: a large one is never whole in memory. */
final class BodyInput extends InputStream {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final HttpExchange exchange;
    private final int limit;
    private Iterator<ByteBuffer> portion = List.<ByteBuffer>of().iterator();
    private ByteBuffer buffer = NOTHING;
    private long read;
    private boolean ended;

    /** The body of an exchange, of which no more than {@code limit} bytes are read. */
    BodyInput(HttpExchange exchange, int limit) {
        this.exchange = exchange;
        this.limit = limit;
    }

    @Override
    public int read() {
        return advance() ? buffer.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!advance()) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(target, offset, count);
        return count;
    }

    private boolean advance() {
        while (!buffer.hasRemaining()) {
            if (portion.hasNext()) {
                buffer = portion.next();
                read += buffer.remaining();
                if (read > limit) {
                    throw exchange.giveUp("longer than " + limit + " bytes");
                }
            } else if (!more()) {
                return false;
            }
        }
        return true;
    }

    private boolean more() {
        @Nullable List<ByteBuffer> next = ended ? null : exchange.take();
        ended = next == null;
        if (next != null) {
            portion = next.iterator();
        }
        return !ended;
    }
}
