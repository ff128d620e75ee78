package digital.memu.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port at which further connects hang, as if their packets vanished: its queue is full and nobody accepts. */
public final class CrowdedPort implements AutoCloseable {

    private final ServerSocket socket;
    private final List<Socket> waiting = new ArrayList<>();

    /** On loopback. */
    public CrowdedPort() throws IOException {
        this(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }

    /** Fills the queue of a server that does not accept any more, and closes it in the end. */
    public CrowdedPort(ServerSocket socket) throws IOException {
        this.socket = socket;
        // One that hangs may have met a busy machine, and not yet a full queue.
        for (int hung = 0; hung < 3; ) {
            Socket each = new Socket();
            waiting.add(each);
            try {
                each.connect(socket.getLocalSocketAddress(), 300);
                hung = 0;
            } catch (SocketTimeoutException e) {
                hung++;
            }
        }
    }

    public int port() {
        return socket.getLocalPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    @Override
    public void close() throws IOException {
        for (Socket each : waiting) {
            each.close();
        }
        socket.close();
    }
}
