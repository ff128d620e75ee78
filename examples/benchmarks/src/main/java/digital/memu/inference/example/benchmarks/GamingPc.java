package digital.memu.inference.example.benchmarks;

import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;

/**
 * The server on the second host: a simulated Ollama, and a way to it from outside. Each line that it is told is a number: after
 * so many events its next answer stalls, which it confirms.
 */
final class GamingPc {

    static final String READY = "ready";

    private GamingPc() {}

    public static void main(String[] args) throws IOException {
        try (OllamaSimulator ollama = Home.simulator(Home.PC_TEXT);
                ServerSocket outside = new ServerSocket()) {
            outside.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            outside.bind(new InetSocketAddress(InetAddress.getByName(args[0]), Integer.parseInt(args[1])));
            System.out.println(READY);
            daemon(() -> listen(ollama));
            while (true) {
                Socket caller = outside.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), ollama.port());
                copy(caller, server);
                copy(server, caller);
            }
        }
    }

    private static void listen(OllamaSimulator ollama) {
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                .lines()
                .forEach(events -> {
                    ollama.next(Fault.stallAfterEvents(Integer.parseInt(events)));
                    System.out.println(READY);
                });
    }

    private static void copy(Socket from, Socket to) {
        daemon(() -> {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException e) {
                // One side hung up, which ends the other side too.
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }
}
