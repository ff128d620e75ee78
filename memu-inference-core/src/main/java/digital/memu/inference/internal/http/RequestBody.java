package digital.memu.inference.internal.http;

import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.RequestRejectedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** What a request carries, of a length known beforehand; read piece by piece, as often as it is sent. */
public abstract class RequestBody {

    private final String contentType;
    private final long length;

    RequestBody(String contentType, long length) {
        this.contentType = contentType;
        this.length = length;
    }

    /** JSON at hand. */
    public static RequestBody json(byte[] json) {
        return bytes("application/json", json);
    }

    /** Bytes at hand. */
    public static RequestBody bytes(String contentType, byte[] bytes) {
        return new RequestBody(contentType, bytes.length) {
            @Override
            Pieces open() {
                return (from, most) -> ByteBuffer.wrap(bytes, (int) from, most).asReadOnlyBuffer();
            }
        };
    }

    /**
     * The first {@code length} bytes of a file, read while they are sent; a file that is shorter by then fails the request.
     *
     * @param progress told how many bytes were passed on; on the thread that reads the file
     */
    public static RequestBody file(Path file, long length, LongConsumer progress) {
        return new Streamed("application/octet-stream", length, () -> Files.newInputStream(file)) {
            @Override
            void passedOn(long bytes) {
                progress.accept(bytes);
            }
        };
    }

    /**
     * The first {@code length} bytes of a stream, which is opened anew for each sending and closed after it; opened, read and
     * closed by a thread of its own.
     *
     * @param failure what the caller is told when the stream cannot be read, or ends too early
     */
    public static RequestBody stream(
            String contentType, long length, Opening opening, Function<IOException, InferenceException> failure) {
        return new Streamed(contentType, length, opening) {
            @Override
            InferenceException unreadable(String url, IOException cause) {
                return failure.apply(cause);
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
    abstract Pieces open();

    /** So many bytes were passed on to the client. */
    void passedOn(long bytes) {}

    /** Whether reading may wait, be it for a disk only: then a thread of its own reads. */
    boolean patient() {
        return false;
    }

    /** What the caller is told when the body cannot be read. */
    InferenceException unreadable(String url, IOException cause) {
        return new RequestRejectedException(
                url,
                0,
                "the file to be sent could not be read",
                "Was it moved, or changed while it was sent? Send it again",
                cause);
    }

    /** Reading it may wait, as for a disk or a network: the client's own thread serves all requests to the server. */
    private static class Streamed extends RequestBody {
        private final Opening opening;

        Streamed(String contentType, long length, Opening opening) {
            super(contentType, length);
            this.opening = opening;
        }

        @Override
        Pieces open() {
            return new StreamPieces(opening);
        }

        @Override
        boolean patient() {
            return true;
        }
    }

    /** Opens what is sent. */
    @FunctionalInterface
    public interface Opening {

        /**
         * The bytes from the first one on.
         *
         * @throws IOException if they cannot be read
         */
        InputStream open() throws IOException;
    }

    /** One reading of a body. */
    interface Pieces extends AutoCloseable {

        /** Exactly {@code most} bytes from the place {@code from}. */
        ByteBuffer read(long from, int most) throws IOException;

        @Override
        default void close() throws IOException {}
    }
}
