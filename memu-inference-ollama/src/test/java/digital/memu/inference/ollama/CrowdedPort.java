package digital.memu.inference.ollama;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port at which further connects hang, as if their packets vanished: its queue is full and nobody accepts. */
final class CrowdedPort implements AutoCloseable {

    private final ServerSocket socket;
    private final List<Socket> waiting = new ArrayList<>();

    CrowdedPort() throws IOException {
        this.socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        // One that hangs may have met a busy machine, and not yet a full queue.
        for (int hung = 0; hung < 3; ) {
            Socket each = new Socket();
            waiting.add(each);
            try {
                each.connect(new InetSocketAddress("127.0.0.1", socket.getLocalPort()), 300);
                hung = 0;
            } catch (SocketTimeoutException e) {
                hung++;
            }
        }
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (Socket each : waiting) {
            each.close();
        }
        socket.close();
    }
}
