package digital.memu.inference.immich;

import java.io.IOException;
import java.io.InputStream;

/** A stream that must have as many bytes as it had before; one that has not fails before its end is passed on. */
final class ExactStream extends InputStream {

    private final InputStream in;
    private long left;

    ExactStream(InputStream in, long length) {
        this.in = in;
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            if (in.read() >= 0) {
                throw new ChangedException("longer");
            }
            return -1;
        }
        int count = in.read(target, offset, (int) Math.min(length, left));
        if (count == 0) {
            throw new IOException("it gives nothing"); // and would for ever
        }
        if (count < 0) {
            throw new ChangedException("shorter");
        }
        left -= count;
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** The photo is not the one that was looked at. */
    static final class ChangedException extends IOException {
        private static final long serialVersionUID = 1L;

        private ChangedException(String how) {
            super("it became " + how);
        }
    }
}
