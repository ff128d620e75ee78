package digital.memu.inference.ollama;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A server on 127.0.0.1 that is no Ollama: says to each request whatever bytes a test wants, one connection each. */
final class RawServer implements AutoCloseable {

    /** Answers a request for this path. */
    @FunctionalInterface
    interface Script {
        void answer(String path, Socket socket) throws IOException;
    }

    private final ServerSocket socket;
    private final String greeting;
    private final Script script;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> headers = new CopyOnWriteArrayList<>();
    private final Semaphore asked = new Semaphore(0);
    private final Semaphore ended = new Semaphore(0);

    RawServer(Script script) {
        this(plain(), "", script);
    }

    RawServer(ServerSocket socket, Script script) {
        this(socket, "", script);
    }

    private RawServer(ServerSocket socket, String greeting, Script script) {
        this.socket = socket;
        this.greeting = greeting;
        this.script = script;
        daemon(this::accept);
    }

    /** Says the bytes for each path, or {@code 404} as Go's servers do. */
    static RawServer saying(Map<String, String> answers) {
        return new RawServer((path, socket) -> send(
                socket, answers.getOrDefault(path, answer(404, "text/plain; charset=utf-8", "404 page not found"))));
    }

    /** Says the same to everything. */
    static RawServer saying(String answer) {
        return new RawServer((path, socket) -> send(socket, answer));
    }

    /** Speaks as soon as somebody has connected, and hangs up when he has said something. */
    static RawServer greeting(String words) {
        return new RawServer(plain(), words, (path, socket) -> {});
    }

    static String answer(int status, String type, String body) {
        return "HTTP/1.1 " + status + " Words\r\n" + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n")
                + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    static String json(String body) {
        return answer(200, "application/json; charset=utf-8", body);
    }

    static String redirect(int status, String location) {
        return "HTTP/1.1 " + status + " Moved\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n";
    }

    static void send(Socket socket, String bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Says nothing until the client hangs up. */
    static void hold(Socket socket) throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // whatever it still sends
        }
    }

    private static ServerSocket plain() {
        try {
            return new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Method and path of each request. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** The heads of all requests, line by line. */
    List<String> headers() {
        return List.copyOf(headers);
    }

    /** Waits until another request has come. */
    boolean awaitRequest() throws InterruptedException {
        return asked.tryAcquire(60, TimeUnit.SECONDS);
    }

    /** Waits until a connection that carried a request has ended. */
    boolean awaitEnd() throws InterruptedException {
        return ended.tryAcquire(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        close(socket);
        open.forEach(RawServer::close);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket each = socket.accept();
                open.add(each);
                daemon(() -> serve(each));
            } catch (IOException e) {
                // closed, or the next one
            }
        }
    }

    private void serve(Socket each) {
        boolean request = false;
        try (each) {
            if (!greeting.isEmpty()) {
                send(each, greeting);
            }
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(each.getInputStream(), StandardCharsets.ISO_8859_1));
            in.mark(1);
            if (!Character.isLetter(in.read())) {
                return; // nobody, or TLS where it is not understood
            }
            in.reset();
            String first = in.readLine();
            for (String line = first; line != null && !line.isEmpty(); line = in.readLine()) {
                headers.add(line);
            }
            if (first != null) {
                request = true;
                String[] words = first.split(" ", -1);
                requests.add(words[0] + " " + (words.length > 1 ? words[1] : ""));
                asked.release();
                script.answer(words.length > 1 ? words[1] : "", each);
            }
        } catch (IOException e) {
            // the client is gone
        } finally {
            open.remove(each);
            if (request) {
                ended.release();
            }
        }
    }

    private static void close(AutoCloseable each) {
        try {
            each.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }
}
