package digital.memu.inference.internal.http;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Puts a body together; allocates once where its length is known. */
final class Collector {

    /** The length is not known. */
    static final int UNKNOWN = -1;

    private static final int FIRST = 8 * 1024;

    private byte[] bytes;
    private int size;

    Collector(int length) {
        this.bytes = new byte[length == UNKNOWN ? FIRST : length];
    }

    /** How many bytes there are. */
    long size() {
        return size;
    }

    /** How many bytes a portion has. */
    static long sizeOf(List<ByteBuffer> portion) {
        long sum = 0;
        for (ByteBuffer each : portion) {
            sum += each.remaining();
        }
        return sum;
    }

    /** Adds a portion. */
    void add(List<ByteBuffer> portion) {
        for (ByteBuffer each : portion) {
            int count = each.remaining();
            if (count > bytes.length - size) {
                bytes = Arrays.copyOf(bytes, Math.max(size + count, 2 * bytes.length));
            }
            each.get(bytes, size, count);
            size += count;
        }
    }

    /** Everything, without a copy where the length was known. */
    byte[] toByteArray() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
}
