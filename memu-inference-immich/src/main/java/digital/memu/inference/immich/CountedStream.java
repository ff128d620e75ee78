package digital.memu.inference.immich;

import java.io.IOException;
import java.io.InputStream;

/** Counts what is read. Nothing is skipped unread: some streams skip over their own end and report it as done. */
final class CountedStream extends InputStream {

    private static final long MOST = 2L << 30;

    private final InputStream in;
    private long count;

    CountedStream(InputStream in) {
        this.in = in;
    }

    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        int next = in.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = in.read(target, offset, length);
        if (read == 0 && length > 0) {
            throw new IOException("it gives nothing"); // and would for ever
        }
        count(Math.max(0, read));
        return read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void count(int read) throws IOException {
        count += read;
        if (count > MOST) {
            throw new IOException("it does not end");
        }
    }
}
