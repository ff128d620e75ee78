package digital.memu.inference.example.benchmarks;

import digital.memu.support.NetworkNamespace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A simulated Ollama on a second machine, whose packets can be made to vanish. Close it. */
final class SecondHost implements AutoCloseable {

    private static final int PORT = 11434;

    private final NetworkNamespace network;

    private SecondHost(NetworkNamespace network) {
        this.network = network;
    }

    /** Starts it, listening, with its model loaded. */
    static SecondHost start() throws IOException, InterruptedException {
        NetworkNamespace network = NetworkNamespace.start("bench", "192.168.77");
        try {
            network.serve(
                    GamingPc.READY,
                    "-cp",
                    System.getProperty("benchmarks.classpath", System.getProperty("java.class.path")),
                    GamingPc.class.getName(),
                    network.address(),
                    String.valueOf(PORT));
            return new SecondHost(network);
        } catch (IOException | InterruptedException | Error e) {
            network.close();
            throw e;
        }
    }

    /** Lets its next answer stall after so many events, so that it is not over before something happens to its packets. */
    void stallNextAfter(int events) throws IOException, InterruptedException {
        network.tell(String.valueOf(events));
    }

    String url() {
        return "http://" + network.address() + ":" + PORT;
    }

    /** Switched off, on the same cable. */
    void linkDown() throws IOException, InterruptedException {
        network.linkDown();
    }

    /**
     * Asleep behind a switch or a tunnel. Packets that would open a connection are counted, and not those by which the kernel
     * still tries to end connections of an earlier outage.
     */
    void dropPackets() throws IOException, InterruptedException {
        network.dropPackets("tcp dport " + PORT + " tcp flags & (syn | ack) == syn");
    }

    /** Packets that would have opened a connection to its server, since {@link #dropPackets}. */
    int dropped() throws IOException, InterruptedException {
        return network.dropped();
    }

    /** On and awake again; returns when it can be reached, which takes a moment after its cable was pulled. */
    void restore() throws IOException, InterruptedException {
        network.restore();
        IOException last = null;
        for (int attempt = 0; attempt < 20; attempt++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(network.address(), PORT), 1_000);
                return;
            } catch (IOException e) {
                last = e;
            }
        }
        throw new IOException("the second host does not come back", last);
    }

    @Override
    public void close() {
        network.close();
    }
}
