package digital.memu.inference.example.benchmarks;

import digital.memu.inference.ollama.testing.OllamaSimulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;

/** The server on the second host: a simulated Ollama, and a way to it from outside. */
final class GamingPc {

    static final String READY = "ready";

    private GamingPc() {}

    public static void main(String[] args) throws IOException {
        try (OllamaSimulator ollama = Home.simulator(Home.PC_TEXT);
                ServerSocket outside = new ServerSocket()) {
            outside.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            outside.bind(new InetSocketAddress(InetAddress.getByName(args[0]), Integer.parseInt(args[1])));
            System.out.println(READY);
            while (true) {
                Socket caller = outside.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), ollama.port());
                copy(caller, server);
                copy(server, caller);
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        Thread thread = new Thread(() -> {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException e) {
                // One side hung up, which ends the other side too.
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
