package digital.memu.inference.ollama.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.support.HttpMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;

/** A client that is nothing but a socket: it shows what the server did, byte for byte. */
final class RawClient implements AutoCloseable {

    /** How a connection ended. */
    enum End {
        /** The answer is complete, the connection open. */
        COMPLETE,
        FIN,
        RESET
    }

    /** What came, and how it ended. */
    record Answer(HttpMessage message, End end) {}

    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private boolean headOnly;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    RawClient(OllamaSimulator server) throws IOException {
        this(server.port());
    }

    RawClient(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    static HttpMessage get(OllamaSimulator server, String path) throws IOException {
        try (RawClient client = new RawClient(server)) {
            return client.send("GET", path, "").answer().message();
        }
    }

    static HttpMessage post(OllamaSimulator server, String path, String body) throws IOException {
        try (RawClient client = new RawClient(server)) {
            return client.send("POST", path, body).answer().message();
        }
    }

    RawClient send(String method, String path, String body, String... headers) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        headOnly = method.equals("HEAD");
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        if (!method.equals("GET") && !method.equals("HEAD")) {
            head.append("Content-Length: ").append(bytes.length).append("\r\n");
        }
        return write((head + "\r\n").getBytes(ISO_8859_1)).write(bytes);
    }

    /** Sends a recorded request as it is. */
    RawClient replay(HttpMessage request) throws IOException {
        headOnly = request.method().equals("HEAD");
        return write(request.raw());
    }

    RawClient chat(String body) throws IOException {
        return send("POST", "/api/chat", body);
    }

    RawClient write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Reads the next answer to its end, or to the end of the connection. */
    Answer answer() throws IOException {
        received.reset();
        End end = readUntil(() -> isComplete(received.toByteArray()));
        return new Answer(HttpMessage.parse(received.toByteArray()), end);
    }

    private boolean isComplete(byte[] bytes) {
        HttpMessage message = HttpMessage.parse(bytes);
        return !message.startLine().isEmpty() && (headOnly || message.complete());
    }

    /** Reads until so many lines of the body are here; returns what has come. */
    HttpMessage lines(int number) throws IOException {
        readUntil(() -> HttpMessage.parse(received.toByteArray()).lines().size() >= number);
        return HttpMessage.parse(received.toByteArray());
    }

    private interface Enough {
        boolean reached();
    }

    private End readUntil(Enough enough) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        while (!enough.reached()) {
            int read;
            try {
                read = socket.getInputStream().read(buffer);
            } catch (SocketException e) {
                return End.RESET;
            }
            if (read < 0) {
                return End.FIN;
            }
            received.write(buffer, 0, read);
        }
        return End.COMPLETE;
    }

    /** What has come so far, without waiting. */
    HttpMessage soFar() throws IOException {
        int available = socket.getInputStream().available();
        received.write(socket.getInputStream().readNBytes(available));
        return HttpMessage.parse(received.toByteArray());
    }

    /** Reads until so many bytes are here. */
    HttpMessage bytes(int number) throws IOException {
        readUntil(() -> received.size() >= number);
        return HttpMessage.parse(received.toByteArray());
    }

    void hangUp() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
