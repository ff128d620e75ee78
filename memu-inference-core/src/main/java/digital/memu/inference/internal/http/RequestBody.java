package digital.memu.inference.internal.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;

/** What a request carries, of a length known beforehand; read piece by piece, as often as it is sent. */
public abstract class RequestBody {

    private final String contentType;
    private final long length;

    private RequestBody(String contentType, long length) {
        this.contentType = contentType;
        this.length = length;
    }

    /** JSON at hand. */
    public static RequestBody json(byte[] json) {
        return new RequestBody("application/json", json.length) {
            @Override
            Pieces open() {
                return (from, most) -> ByteBuffer.wrap(json, (int) from, most).asReadOnlyBuffer();
            }
        };
    }

    /**
     * The first {@code length} bytes of a file, read while they are sent; a file that is shorter by then fails the request.
     *
     * @param progress told how many bytes were passed on; on a thread of the client's, so it must return at once
     */
    public static RequestBody file(Path file, long length, LongConsumer progress) {
        return new RequestBody("application/octet-stream", length) {
            @Override
            Pieces open() throws IOException {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                return new Pieces() {
                    @Override
                    public ByteBuffer read(long from, int most) throws IOException {
                        ByteBuffer piece = ByteBuffer.allocate(most);
                        while (piece.hasRemaining()) {
                            if (channel.read(piece, from + piece.position()) < 0) {
                                throw new EOFException("the file became shorter");
                            }
                        }
                        return piece.flip();
                    }

                    @Override
                    public void close() throws IOException {
                        channel.close();
                    }
                };
            }

            @Override
            void passedOn(long bytes) {
                progress.accept(bytes);
            }
        };
    }

    final String contentType() {
        return contentType;
    }

    final long length() {
        return length;
    }

    /** A reading from the start. */
    abstract Pieces open() throws IOException;

    /** So many bytes were passed on to the client. */
    void passedOn(long bytes) {}

    /** One reading of a body. */
    interface Pieces extends AutoCloseable {

        /** Exactly {@code most} bytes from the place {@code from}. */
        ByteBuffer read(long from, int most) throws IOException;

        @Override
        default void close() throws IOException {}
    }
}
