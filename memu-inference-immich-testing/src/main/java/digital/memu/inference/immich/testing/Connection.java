package digital.memu.inference.immich.testing;

import digital.memu.inference.immich.testing.Ledger.Count;
import digital.memu.inference.immich.testing.RequestReader.BadRequest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection. One thread reads, so that a hang-up is seen whatever is going on; a second one, there from the
 * first request on, answers one request after another.
 */
final class Connection {

    /** A request and the fault that strikes it; without a request: bytes that are none. */
    private record Arrival(
            @Nullable RecordedRequest request, @Nullable Strike strike) {}

    private static final Duration LINGER = Duration.ofSeconds(1);

    private final Service service;
    private final Monitor monitor;
    private final Socket socket;
    private final String name;
    // these change under the monitor
    private final Deque<Arrival> inbox = new ArrayDeque<>();
    private @Nullable Worker worker;
    private boolean receiving;
    private boolean answering;
    private boolean working;
    private boolean finished;
    private boolean gone;
    private boolean closed;

    Connection(Service service, Socket socket) {
        this.service = service;
        this.monitor = service.monitor();
        this.socket = socket;
        this.name = "immich-simulator-" + socket.getLocalPort() + "-" + socket.getPort();
        Worker now = service.worker();
        this.worker = now.isUp() ? now : null;
    }

    void start() {
        service.threads().start(name + "-reader", this::read);
    }

    // Reading

    private void read() {
        try {
            RequestReader reader = new RequestReader(socket.getInputStream());
            while (reader.awaitByte()) {
                monitor.change(() -> receiving = true);
                RequestHead head = reader.head();
                deliver(read(reader, head), reader.hasMore());
            }
        } catch (BadRequest e) {
            deliver(new Arrival(null, null), false);
            skipRest();
        } catch (IOException e) {
            // gone or dropped
        } finally {
            close();
        }
    }

    private Arrival read(RequestReader reader, RequestHead head) throws IOException {
        if (head.expectsContinue()) {
            write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        @Nullable Strike strike = service.faults().take(head).orElse(null);
        RecordedRequest begun = new RecordedRequest(head, new byte[0]);
        if (head.upgrades()) {
            reader.dropSegment();
            return new Arrival(begun, strike);
        }
        Exchange exchange = new Exchange(service, this, begun, strike);
        return new Arrival(new RecordedRequest(head, reader.body(head, exchange.upload())), strike);
    }

    private void deliver(Arrival arrival, boolean more) {
        if (monitor.get(() -> finished)) {
            return;
        }
        if (arrival.request() != null) {
            service.ledger().add(arrival.request());
        }
        boolean first = monitor.get(() -> !working);
        monitor.change(() -> {
            inbox.add(arrival);
            receiving = more;
            working = true;
        });
        if (first) {
            service.threads().start(name, this::work);
        }
    }

    private void skipRest() {
        try {
            byte[] buffer = new byte[8192];
            int read = 0;
            while (read >= 0) {
                read = socket.getInputStream().read(buffer);
            }
        } catch (IOException e) {
            // gone or dropped
        }
    }

    // Answering

    private void work() {
        try {
            boolean open = true;
            while (open) {
                Arrival next = next();
                open = next != null && answer(next);
            }
        } catch (IOException e) {
            // the client is gone, or the process that served it
        } finally {
            finish();
        }
    }

    private boolean answer(Arrival arrival) throws IOException {
        RecordedRequest request = arrival.request();
        if (request == null) {
            write(Reply.notUnderstood());
            return false;
        }
        return new Exchange(service, this, request, arrival.strike()).run();
    }

    private @Nullable Arrival next() {
        monitor.change(() -> answering = false);
        boolean more = monitor.await(this::hasMore, service.settings().keepAlive());
        if (!more && monitor.get(() -> receiving)) {
            // the clock runs between requests only
            monitor.await(this::hasMore);
        }
        return monitor.get(() -> {
            answering = !inbox.isEmpty();
            return inbox.poll();
        });
    }

    private boolean hasMore() {
        return !inbox.isEmpty() || gone || isRetired();
    }

    /** Whether its process has ended meanwhile, which closes only those that are idle already. */
    private boolean isRetired() {
        return !receiving && worker != null && worker.isRetiring();
    }

    /**
     * Closes after all that was written, and reads on for a moment: with unread bytes in it the socket would reset the
     * connection, and the client might lose the answer.
     */
    private void finish() {
        monitor.change(() -> finished = true);
        endOutput();
        monitor.await(() -> gone, LINGER);
        close();
    }

    /** Sends a FIN. */
    void endOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            // closed already
        }
    }

    void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // closed already
        }
        close();
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    // State

    /** The process that has it: the one that was up when it came, or the first that was later. */
    Worker worker() {
        Worker now = service.worker();
        return monitor.get(() -> {
            if (worker == null) {
                worker = now;
            }
            return worker;
        });
    }

    boolean isOf(Worker other) {
        return monitor.get(() -> worker == other);
    }

    boolean isIdle() {
        return monitor.get(() -> !receiving && !answering && inbox.isEmpty());
    }

    /** Waits, in vain if nothing is awaited, until the client is gone or the time is over. */
    boolean awaitGone(@Nullable Duration limit) {
        BooleanSupplier isGone = () -> gone;
        if (limit != null) {
            return monitor.await(isGone, limit);
        }
        monitor.await(isGone);
        return true;
    }

    void close() {
        boolean first = monitor.get(() -> !closed);
        monitor.change(() -> {
            closed = true;
            gone = true;
        });
        try {
            socket.close();
        } catch (IOException e) {
            // as closed as it gets
        }
        if (first) {
            service.forget(this);
            service.ledger().remove(Count.OPEN_CONNECTIONS);
        }
    }
}
