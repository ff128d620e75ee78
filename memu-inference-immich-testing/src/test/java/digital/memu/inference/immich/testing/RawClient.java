package digital.memu.inference.immich.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A connection to a simulator that sends bytes as they are and reads answers one by one. */
final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;

    RawClient(ImmichMlSimulator ml) throws IOException {
        socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), ml.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    static Answer get(ImmichMlSimulator ml, String path) throws IOException {
        try (RawClient client = new RawClient(ml)) {
            return client.send(Requests.get(path)).answer();
        }
    }

    static Answer predict(ImmichMlSimulator ml, byte[] request) throws IOException {
        try (RawClient client = new RawClient(ml)) {
            return client.send(request).answer();
        }
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The next answer; fails if the connection ends before it is complete. */
    Answer answer() throws IOException {
        return answer(true);
    }

    /** The next answer to a HEAD. */
    Answer answerWithoutBody() throws IOException {
        return answer(false);
    }

    private Answer answer(boolean body) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended after " + head.size() + " bytes of a head");
            }
            head.write(next);
        }
        Answer start = Answer.head(head.toString(StandardCharsets.ISO_8859_1));
        int length = body ? start.contentLength() : 0;
        byte[] content = in.readNBytes(length);
        if (content.length < length) {
            throw new IOException("ended after " + content.length + " bytes of a body");
        }
        return start.with(content);
    }

    /** So many bytes, or fewer at the end. */
    byte[] read(int length) throws IOException {
        return in.readNBytes(length);
    }

    /** All that comes until the end. */
    byte[] rest() throws IOException {
        return in.readAllBytes();
    }

    /** Whether the connection is at its end without a further byte; waits for it. */
    boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }

    /** Whether nothing comes for a moment, long enough for an answer that should not come. */
    boolean isSilent() throws IOException {
        socket.setSoTimeout(80);
        try {
            in.mark(1);
            in.read();
            in.reset();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
