package digital.memu.inference.immich;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import digital.memu.inference.route.Timeouts;
import digital.memu.support.HttpMessage;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Answers with exactly the bytes that it is given, over a real socket, and keeps what it was asked. As the real service does,
 * it keeps a connection open for further requests, unless it has answered 500 without JSON.
 */
final class ReplayServer implements AutoCloseable {

    static final byte[] UNCLEAR =
            answer("500 Internal Server Error", "text/plain; charset=utf-8", "Internal Server Error");
    static final byte[] NO_PAYLOAD =
            answer("400 Bad Request", "application/json", "{\"detail\":\"Either image or text must be provided\"}");
    static final byte[] PONG = answer("200 OK", "text/plain; charset=utf-8", "pong");

    private final ServerSocket listener;
    private final Function<HttpMessage, byte[]> answers;
    private final List<HttpMessage> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    /** A server whose answers go by the requests; null hangs up without one. */
    ReplayServer(Function<HttpMessage, byte[]> answers) {
        this.answers = answers;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    /** A server that gives these answers one after the other, and then the last for ever. */
    static ReplayServer of(byte[]... answers) {
        AtomicInteger next = new AtomicInteger();
        return new ReplayServer(request -> answers[Math.min(next.getAndIncrement(), answers.length - 1)]);
    }

    static byte[] json(String body) {
        return answer("200 OK", "application/json", body);
    }

    static byte[] answer(String status, String type, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        String head =
                "HTTP/1.1 " + status + "\r\ncontent-type: " + type + "\r\ncontent-length: " + bytes.length + "\r\n\r\n";
        return (head + new String(bytes, ISO_8859_1)).getBytes(ISO_8859_1);
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** A client of it. */
    ImmichMlClient.Builder client() {
        return ImmichMlClient.at(url()).timeouts(ReplayServer::patient);
    }

    /** With more time to connect than a machine with other work could take. */
    static Timeouts.Builder patient(Timeouts.Builder timeouts) {
        return timeouts.connect(Duration.ofSeconds(30));
    }

    List<HttpMessage> requests() {
        return requests;
    }

    /** Those with something to work on. */
    List<HttpMessage> predictions() {
        return requests.stream().filter(request -> !isQuestion(request)).toList();
    }

    /** How many connections were used for requests. */
    int connections() {
        return connections.get();
    }

    /** Whether a request asks only whether a model is known. */
    static boolean isQuestion(HttpMessage request) {
        Form form = Form.of(request);
        return form.parts().size() == 1 && form.part("entries").isPresent();
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
            if (request != null) {
                connections.incrementAndGet();
            }
            while (request != null) {
                requests.add(request);
                byte[] answer = answers.apply(request);
                if (answer == null) {
                    return;
                }
                socket.getOutputStream().write(answer);
                socket.getOutputStream().flush();
                HttpMessage response = HttpMessage.parse(answer);
                boolean dead = !response.complete()
                        || response.startLine().contains(" 500 ")
                                && !response.text().startsWith("{");
                request = dead ? null : read(in);
            }
        } catch (IOException e) {
            // The client hung up, or the test is over.
        } finally {
            open.remove(socket);
        }
    }

    /** A request; null when there is none. */
    private static HttpMessage read(InputStream in) throws IOException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        while (!raw.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            raw.write(next);
        }
        int length = HttpMessage.parse(raw.toByteArray())
                .header("Content-Length")
                .map(Integer::parseInt)
                .orElse(0);
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            return null;
        }
        raw.write(body);
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
}
