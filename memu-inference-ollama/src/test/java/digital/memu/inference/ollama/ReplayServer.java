package digital.memu.inference.ollama;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import digital.memu.support.HttpMessage;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers with exactly the bytes that it was given, over a real socket, and keeps what it was asked. */
final class ReplayServer implements AutoCloseable {

    private static final byte[] LOCAL_MODEL = json("{\"capabilities\":[\"completion\"]}");

    private final ServerSocket listener;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<HttpMessage> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** A server on which every model runs on the server itself, unless told otherwise. */
    ReplayServer() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        answers.put("/api/show", new Answer(LOCAL_MODEL, false));
        daemon(this::accept);
    }

    /** Answers every request for this path, or this method, a space and this path, with these bytes, and then waits for the client to hang up, or does so. */
    void answer(String path, byte[] bytes, boolean hangUp) {
        answers.put(path, new Answer(bytes, hangUp));
    }

    /** The same with a body of JSON. */
    void answerJson(String path, String json) {
        answer(path, json(json), false);
    }

    /** A recorded answer, cut off where the recording was. */
    void replay(String path, RecordedExchange recorded) {
        HttpMessage response = recorded.response();
        boolean noBody = recorded.request().method().equals("HEAD");
        answer(
                path,
                response.raw(),
                noBody || (!response.complete() && !recorded.name().startsWith("stall")));
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    List<HttpMessage> requests(String path) {
        return requests.stream().filter(request -> request.path().equals(path)).toList();
    }

    HttpMessage request(String path) {
        List<HttpMessage> all = requests(path);
        return all.get(all.size() - 1);
    }

    static byte[] json(String body) {
        byte[] bytes = body.getBytes(UTF_8);
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: "
                + bytes.length + "\r\n\r\n";
        return (head + new String(bytes, ISO_8859_1)).getBytes(ISO_8859_1);
    }

    static byte[] lines(String... lines) {
        StringBuilder text = new StringBuilder(
                "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (String line : lines) {
            int length = line.getBytes(UTF_8).length + 1;
            text.append(Integer.toHexString(length)).append("\r\n").append(line).append("\n\r\n");
        }
        return text.append("0\r\n\r\n").toString().getBytes(UTF_8);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                daemon(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            HttpMessage request = read(in);
            if (request == null) {
                return;
            }
            requests.add(request);
            Answer answer = answers.getOrDefault(request.method() + " " + request.path(), answers.get(request.path()));
            if (answer == null) {
                throw new IllegalStateException("nothing to answer to " + request.startLine());
            }
            socket.getOutputStream().write(answer.bytes);
            socket.getOutputStream().flush();
            // Reading ends when the client hangs up.
            while (!answer.hangUp && in.read() >= 0) {}
        } catch (IOException e) {
            // The client hung up, or the test is over.
        } finally {
            open.remove(socket);
        }
    }

    /** A request; null when only a connection was tried. */
    private static HttpMessage read(InputStream in) throws IOException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        while (!raw.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            raw.write(next);
        }
        Optional<String> length = HttpMessage.parse(raw.toByteArray()).header("Content-Length");
        raw.write(in.readNBytes(length.map(Integer::parseInt).orElse(0)));
        return HttpMessage.parse(raw.toByteArray());
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "replay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Answer(byte[] bytes, boolean hangUp) {}
}
