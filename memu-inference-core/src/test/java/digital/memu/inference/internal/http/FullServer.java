package digital.memu.inference.internal.http;

import digital.memu.inference.route.HostAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port at which further connects hang, as if their packets vanished: its queue is full and nobody accepts. */
final class FullServer implements AutoCloseable {

    private final ServerSocket socket;
    private final List<Socket> waiting = new ArrayList<>();

    FullServer() throws IOException {
        this(new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")));
    }

    /** Fills the queue of a server that does not accept any more. */
    FullServer(ServerSocket socket) throws IOException {
        this.socket = socket;
        while (true) {
            Socket each = new Socket();
            waiting.add(each);
            try {
                each.connect(new InetSocketAddress("127.0.0.1", socket.getLocalPort()), 300);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
    }

    HostAddress address() {
        return HostAddress.parse("http://127.0.0.1:" + port());
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (Socket each : waiting) {
            each.close();
        }
        socket.close();
    }
}
