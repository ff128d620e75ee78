package digital.memu.inference.example.home;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/** The gaming PC of the second network, in a process of its own: a simulated one, and a way to it from outside. */
final class FarPc {

    static final String READY = "ready";
    static final int OLLAMA = 11434;
    static final int PHOTOS = 3003;

    private FarPc() {}

    /** Serves at the address given, until it is killed or its standard input ends. */
    public static void main(String[] arguments) throws IOException {
        try (Machine pc = new Machine("PC far away", Duration.ZERO);
                ServerSocket ollama = listen(arguments[0], OLLAMA);
                ServerSocket photos = listen(arguments[0], PHOTOS)) {
            start(() -> relay(ollama, pc.ollama.port()));
            start(() -> relay(photos, pc.photos.port()));
            System.out.println(READY);
            System.in.transferTo(System.out);
        }
    }

    private static ServerSocket listen(String address, int port) throws IOException {
        return new ServerSocket(port, 50, InetAddress.getByName(address));
    }

    private static void relay(ServerSocket outside, int port) {
        try {
            while (true) {
                Socket caller = outside.accept();
                Socket server = new Socket();
                server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                start(() -> copy(caller, server));
                start(() -> copy(server, caller));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One side hung up, which ends the other side too.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }
}
