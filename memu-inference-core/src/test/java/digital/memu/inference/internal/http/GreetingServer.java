package digital.memu.inference.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Speaks first, whatever it hears, and hangs up when the client does. */
final class GreetingServer implements AutoCloseable {

    private final ServerSocket socket;

    GreetingServer(String greeting) {
        try {
            this.socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Thread thread = new Thread(() -> greet(greeting), "greeting");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void greet(String greeting) {
        while (!socket.isClosed()) {
            try (Socket each = socket.accept()) {
                each.getOutputStream().write(greeting.getBytes(StandardCharsets.ISO_8859_1));
                InputStream in = each.getInputStream();
                while (in.read() >= 0) {
                    // until it hangs up
                }
            } catch (IOException e) {
                // the next
            }
        }
    }
}
