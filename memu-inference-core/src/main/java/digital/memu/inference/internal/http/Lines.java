package digital.memu.inference.internal.http;

import digital.memu.inference.failure.InvalidResponseException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
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

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long LINE_FEEDS = Words.of('\n');

    private final Supplier<@Nullable List<ByteBuffer>> portions;
    private final Function<String, InvalidResponseException> giveUp;
    private final int limit;
    private byte[] buffer = new byte[SMALL];
    private int from;
    private int searched;
    private int to;
    private int offset;
    private int length;
    private boolean ended;

    /** As {@link LineReader#over} says. */
    Lines(Supplier<@Nullable List<ByteBuffer>> portions, Function<String, InvalidResponseException> giveUp, int limit) {
        this.portions = portions;
        this.giveUp = giveUp;
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
        int at = searched;
        while (at + Long.BYTES <= to && !Words.has((long) WORDS.get(buffer, at) ^ LINE_FEEDS)) {
            at += Long.BYTES;
        }
        while (at < to && buffer[at] != '\n') {
            at++;
        }
        searched = at;
        return at < to ? at : -1;
    }

    private void take(int end) {
        checkLength(end - from);
        offset = from;
        length = end - from;
        from = Math.min(end + 1, to);
        searched = from;
    }

    private void checkLength(int line) {
        if (line > limit) {
            throw giveUp.apply("a line longer than " + limit + " bytes");
        }
    }

    private void more() {
        checkLength(to - from);
        List<ByteBuffer> portion = portions.get();
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
}
