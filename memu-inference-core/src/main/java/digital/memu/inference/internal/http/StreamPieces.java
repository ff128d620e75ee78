package digital.memu.inference.internal.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A stream read piece by piece from its start to its end; opened by the first reading, since that may take its time too. */
final class StreamPieces implements RequestBody.Pieces {

    private final RequestBody.Opening opening;
    private volatile @Nullable InputStream stream;
    private volatile boolean closed;

    StreamPieces(RequestBody.Opening opening) {
        this.opening = opening;
    }

    @Override
    public ByteBuffer read(long from, int most) throws IOException {
        try {
            InputStream open = stream;
            if (open == null) {
                open = opening.open();
                stream = open;
                if (closed) {
                    open.close();
                    throw new IOException("closed");
                }
            }
            byte[] piece = new byte[most];
            if (open.readNBytes(piece, 0, most) < most) {
                throw new EOFException("it became shorter");
            }
            return ByteBuffer.wrap(piece);
        } catch (RuntimeException e) {
            // Whoever wrote the stream is at fault, and is told so as of any other failure.
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        InputStream open = stream;
        if (open != null) {
            open.close();
        }
    }
}
