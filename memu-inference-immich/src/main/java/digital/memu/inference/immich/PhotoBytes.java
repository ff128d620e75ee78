package digital.memu.inference.immich;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads the fields at the start of a photo; running into its end is an {@link EOFException}. Not thread-safe. */
final class PhotoBytes {

    private final InputStream in;
    private long position;

    PhotoBytes(InputStream in) {
        this.in = in;
    }

    /** How many bytes were read or passed over. */
    long position() {
        return position;
    }

    int u8() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException();
        }
        position++;
        return next;
    }

    int u16(boolean little) throws IOException {
        int first = u8();
        int second = u8();
        return little ? second << 8 | first : first << 8 | second;
    }

    long u32(boolean little) throws IOException {
        long first = u16(little);
        long second = u16(little);
        return little ? second << 16 | first : first << 16 | second;
    }

    /** Exactly so many bytes. */
    byte[] read(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        position += bytes.length;
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }

    void skip(long count) throws IOException {
        in.skipNBytes(count);
        position += count;
    }
}
