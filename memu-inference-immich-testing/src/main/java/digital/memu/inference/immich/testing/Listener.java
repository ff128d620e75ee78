package digital.memu.inference.immich.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The listening socket: it can go away and come back on the same port. Thread-safe. */
final class Listener {

    private static final int BACKLOG = 1_024;
    private static final long PATIENCE_MILLIS = 5_000;

    private final Threads threads;
    private final Consumer<Socket> accepted;
    private final int receiveBuffer;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable ServerSocket server;
    private @Nullable Thread accepting;
    private volatile int port;

    /**
     * A listener that is not listening yet.
     *
     * @param port 0 for any that is free
     * @param receiveBuffer in bytes; 0 for what the system likes
     */
    Listener(int port, int receiveBuffer, Threads threads, Consumer<Socket> accepted) {
        this.port = port;
        this.receiveBuffer = receiveBuffer;
        this.threads = threads;
        this.accepted = accepted;
    }

    int port() {
        return port;
    }

    void open() {
        lock.lock();
        try {
            if (server != null) {
                return;
            }
            ServerSocket opened = new ServerSocket();
            opened.setReuseAddress(true);
            if (receiveBuffer > 0) {
                // only before the bind does it bound the window that clients are offered
                opened.setReceiveBufferSize(receiveBuffer);
            }
            opened.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), BACKLOG);
            port = opened.getLocalPort();
            server = opened;
            accepting = threads.start("immich-simulator-" + port + "-accept", () -> accept(opened));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, e);
        } finally {
            lock.unlock();
        }
    }

    /** Refuses connections; it does so by the time this returns. */
    void shut() {
        lock.lock();
        try {
            if (server != null) {
                server.close();
            }
            if (accepting != null) {
                // the port stays open until the thread that accepts has let go of the socket
                accepting.join(PATIENCE_MILLIS);
            }
        } catch (IOException e) {
            // not listening is all we want
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            server = null;
            accepting = null;
            lock.unlock();
        }
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket socket = from.accept();
                socket.setTcpNoDelay(true);
                accepted.accept(socket);
            } catch (IOException e) {
                // closed, or the client was gone before we looked
            }
        }
    }
}
