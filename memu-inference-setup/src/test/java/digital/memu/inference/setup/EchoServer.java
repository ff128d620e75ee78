package digital.memu.inference.setup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Answers {@code /ping} with one word, and nothing else. */
final class EchoServer implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final String word;

    EchoServer(String word) throws IOException {
        this.word = word;
        Thread thread = new Thread(this::accept, "echo-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try (Socket each = socket.accept()) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(each.getInputStream(), StandardCharsets.ISO_8859_1));
                String line = in.readLine();
                if (line != null) {
                    String body = line.startsWith("GET /ping ") ? word : "";
                    String status = body.isEmpty() ? "404 Not Found" : "200 OK";
                    each.getOutputStream()
                            .write(("HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                                    .getBytes(StandardCharsets.ISO_8859_1));
                }
            } catch (IOException e) {
                // closed, or the next one
            }
        }
    }
}
