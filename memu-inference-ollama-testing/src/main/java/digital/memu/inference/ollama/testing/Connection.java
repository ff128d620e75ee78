package digital.memu.inference.ollama.testing;

import digital.memu.inference.ollama.testing.ExchangeOver.Cause;
import digital.memu.inference.ollama.testing.Ledger.Count;
import digital.memu.inference.ollama.testing.RequestReader.Head;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection. One thread reads, so that a hang-up is seen at once whatever is going on; a second one, there
 * from the first request on, answers one request after another.
 */
final class Connection {

    private static final int DRAIN_MILLIS = 30_000;

    private final Machine machine;
    private final Socket socket;
    private final String name;
    private final Lifeline life = new Lifeline();
    private final BlockingQueue<Optional<RecordedRequest>> inbox = new LinkedBlockingQueue<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    Connection(Machine machine, Socket socket, String name) {
        this.machine = machine;
        this.socket = socket;
        this.name = name;
    }

    void start() {
        machine.threads().start(name + "-reader", this::read);
    }

    Lifeline life() {
        return life;
    }

    OutputStream output() throws IOException {
        return socket.getOutputStream();
    }

    private void read() {
        boolean working = false;
        try {
            RequestReader reader = new RequestReader(socket.getInputStream());
            @Nullable Head head = reader.readHead();
            while (head != null) {
                if (isStruckUnread(reader, head)) {
                    return;
                }
                RecordedRequest request = reader.readBody(head);
                machine.ledger().add(request);
                inbox.add(Optional.of(request));
                if (!working) {
                    working = true;
                    machine.threads().start(name, this::work);
                }
                head = reader.readHead();
            }
        } catch (IOException | RuntimeException e) {
            // gone, dropped, or no HTTP client: the end of this connection in any case
        } finally {
            life.cut(Cause.CLIENT_GONE);
            inbox.add(Optional.empty());
            if (!working) {
                close();
            }
        }
    }

    private boolean isStruckUnread(RequestReader reader, Head head) throws IOException {
        if (head.expectsContinue()) {
            output().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        RecordedRequest request = new RecordedRequest(head.method(), head.target(), head.headers(), new byte[0]);
        Optional<Strike> fault = machine.faults().takeUnread(request);
        if (fault.isEmpty()) {
            return false;
        }
        machine.ledger().add(request);
        reader.skip(fault.get().count());
        try {
            fault.get().strike(new Exchange(this, machine, request, null));
        } catch (ExchangeOver e) {
            drain();
        }
        return true;
    }

    /** Reads what still comes: closing a socket with unread bytes in it resets the connection. */
    private void drain() throws IOException {
        if (closed.get()) {
            return;
        }
        socket.setSoTimeout(DRAIN_MILLIS);
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8192];
        int read = 0;
        while (read >= 0) {
            read = in.read(buffer);
        }
    }

    private void work() {
        try {
            Optional<RecordedRequest> request = inbox.take();
            while (request.isPresent() && machine.serve(this, request.get())) {
                request = inbox.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    /** Ends the connection now: with a reset, or with a FIN after all that was written. */
    void drop(boolean reset) {
        life.cut(Cause.DROPPED);
        try {
            if (reset) {
                socket.setSoLinger(true, 0);
                close();
            } else {
                socket.shutdownOutput();
            }
        } catch (IOException e) {
            close();
        }
    }

    void close() {
        if (closed.compareAndSet(false, true)) {
            life.cut(Cause.DROPPED);
            machine.forget(this);
            try {
                socket.close();
            } catch (IOException e) {
                // as closed as it gets
            }
            machine.ledger().remove(Count.OPEN_CONNECTIONS);
        }
    }
}
