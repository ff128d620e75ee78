package digital.memu.inference.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.route.HostAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * A server on a plain socket that does what its script says, byte for byte, and counts connections and requests.
 *
 * <p>It keeps connections alive, so that a client that uses one twice is found out. A connection without a request (a dial)
 * is counted apart.
 */
final class StubServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Answers one request. */
    @FunctionalInterface
    interface Script {
        void answer(Connection connection) throws IOException, InterruptedException;
    }

    /** What came in. */
    record Request(String head, byte[] body, int connection) {
        String line() {
            return head.substring(0, head.indexOf("\r\n"));
        }
    }

    private final ServerSocket socket;
    private final Thread acceptor;
    private final Script script;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Request> requests = new ArrayList<>();
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private int accepted;
    private int ended;
    private int read;

    StubServer(Script script) {
        this(script, plain());
    }

    StubServer(Script script, ServerSocket socket) {
        this.script = script;
        this.socket = socket;
        this.acceptor = daemon("stub-accept", this::accept);
        acceptor.start();
    }

    private static ServerSocket plain() {
        try {
            return new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A server that answers everything with these bytes. */
    static StubServer answering(String bytes) {
        return new StubServer(connection -> connection.send(bytes));
    }

    /** A whole answer with a length. */
    static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    HostAddress address() {
        return HostAddress.parse("http://127.0.0.1:" + socket.getLocalPort());
    }

    int port() {
        return socket.getLocalPort();
    }

    List<Request> requests() {
        return locked(() -> List.copyOf(requests));
    }

    /** Connections that carried a request, each counted once. */
    int used() {
        return (int)
                requests().stream().mapToInt(Request::connection).distinct().count();
    }

    int accepted() {
        return locked(() -> accepted);
    }

    void awaitRequests(int count) {
        await("requests", () -> requests.size() >= count);
    }

    /** Waits until every connection so far was closed by the client. */
    void awaitAllClosed() {
        await("closed connections", () -> accepted == ended && accepted > 0);
    }

    void awaitAccepted(int count) {
        await("connections", () -> accepted >= count);
    }

    /** Tells the scripts how many lines the reader has. */
    void readerHasRead(int lines) {
        locked(() -> {
            read = lines;
            changed.signalAll();
            return null;
        });
    }

    @Override
    public void close() {
        try {
            socket.close();
            acceptor.join(PATIENCE.toMillis()); // it may just have accepted one more
            for (Connection connection : open) {
                connection.socket.close();
                connection.thread.interrupt(); // its script may wait for what no longer comes
            }
            await("the end of all connections", () -> accepted == ended);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void await(String what, BooleanSupplier condition) {
        try {
            awaitUntil(what, condition);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitUntil(String what, BooleanSupplier condition) throws InterruptedException {
        long left = PATIENCE.toNanos();
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                assertThat(left)
                        .as(
                                "waiting for %s: %d accepted, %d ended, %d requests",
                                what, accepted, ended, requests.size())
                        .isPositive();
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket each = socket.accept();
                each.setTcpNoDelay(true);
                int number = locked(() -> {
                    accepted++;
                    changed.signalAll();
                    return accepted;
                });
                Connection connection = new Connection(each, number);
                open.add(connection);
                connection.thread.start();
            }
        } catch (IOException e) {
            // closed
        }
    }

    private <T> T locked(java.util.function.Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** One connection, with what a script can do to it. */
    final class Connection {
        private final Socket socket;
        private final int number;
        private final Thread thread;
        private int served;

        Connection(Socket socket, int number) {
            this.socket = socket;
            this.number = number;
            this.thread = daemon("stub-" + number, this::serve);
        }

        int number() {
            return number;
        }

        /** The number of the request on this connection, from 1. */
        int served() {
            return served;
        }

        /** The last request. */
        Request request() {
            List<Request> all = requests();
            for (int i = all.size() - 1; i >= 0; i--) {
                if (all.get(i).connection() == number) {
                    return all.get(i);
                }
            }
            throw new IllegalStateException("no request yet");
        }

        void send(String bytes) throws IOException {
            send(bytes.getBytes(StandardCharsets.UTF_8));
        }

        void send(byte[] bytes) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        }

        void sendChunkedHead() throws IOException {
            send("HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
        }

        void chunk(String text) throws IOException {
            send(asChunk(text));
        }

        void endOfChunks() throws IOException {
            send("0\r\n\r\n");
        }

        /** Waits until the reader has two lines: a reset overtakes what is still on its way. */
        void received() throws InterruptedException {
            awaitUntil("lines read", () -> read >= 2);
        }

        /** Closes with a reset. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        void close() throws IOException {
            socket.close();
        }

        void finish() throws IOException {
            socket.shutdownOutput();
        }

        /** Says nothing until the client hangs up. */
        void hold() throws IOException {
            InputStream in = socket.getInputStream();
            byte[] rest = new byte[64 * 1024];
            while (in.read(rest) >= 0) {
                // whatever it still sends
            }
        }

        private void serve() {
            try {
                while (!socket.isClosed()) {
                    Request request = read(socket.getInputStream());
                    if (request == null) {
                        break;
                    }
                    served++;
                    locked(() -> {
                        requests.add(request);
                        changed.signalAll();
                        return null;
                    });
                    script.answer(this);
                }
            } catch (IOException | InterruptedException e) {
                // The connection is gone, as some scripts want it.
            } finally {
                open.remove(this);
                try {
                    socket.close();
                } catch (IOException e) {
                    // gone
                }
                locked(() -> {
                    ended++;
                    changed.signalAll();
                    return null;
                });
            }
        }

        private Request read(InputStream in) throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            int state = 0;
            while (state < 4) {
                int next = in.read();
                if (next < 0) {
                    return null;
                }
                head.write(next);
                state = next == (state % 2 == 0 ? '\r' : '\n') ? state + 1 : next == '\r' ? 1 : 0;
            }
            String text = head.toString(StandardCharsets.ISO_8859_1);
            return new Request(text, bodyOf(text) ? readBody(in, text) : new byte[0], number);
        }

        private boolean bodyOf(String head) {
            return head.toLowerCase(Locale.ROOT).contains("content-length:");
        }

        private byte[] readBody(InputStream in, String head) throws IOException {
            String lower = head.toLowerCase(Locale.ROOT);
            int at = lower.indexOf("content-length:") + "content-length:".length();
            int length = Integer.parseInt(
                    lower.substring(at, lower.indexOf("\r\n", at)).strip());
            if (lower.contains("x-stub-do-not-read")) {
                return new byte[0];
            }
            return in.readNBytes(length);
        }
    }

    /** Text as a chunk. */
    static String asChunk(String text) {
        return Integer.toHexString(text.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + text + "\r\n";
    }

    /** Waits for a latch or a future in a bounded way. */
    static Duration patience() {
        return PATIENCE;
    }

    static long patienceMillis() {
        return TimeUnit.NANOSECONDS.toMillis(PATIENCE.toNanos());
    }
}
