package digital.memu.inference.example.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes whatever is sent as fast as it comes, looks at none of it, and gives the same answer each time: a service that costs
 * next to nothing, so that a figure is the client's.
 */
final class PhotoServer implements AutoCloseable {

    private static final String LENGTH = "content-length:";

    private final ServerSocket socket;
    private final byte[] reply;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private PhotoServer(byte[] reply) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.reply = reply;
    }

    /** One that listens, and answers with this JSON. */
    static PhotoServer answering(byte[] json) throws IOException {
        String head =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length + "\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] reply = new byte[start.length + json.length];
        System.arraycopy(start, 0, reply, 0, start.length);
        System.arraycopy(json, 0, reply, start.length, json.length);
        PhotoServer server = new PhotoServer(reply);
        start(server::accept);
        return server;
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "photo-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket caller = socket.accept();
                open.add(caller);
                start(() -> serve(caller));
            } catch (IOException e) {
                // Closed, which is the end, or one caller less.
            }
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            InputStream in = new BufferedInputStream(caller.getInputStream(), 256 * 1024);
            OutputStream out = caller.getOutputStream();
            for (long length = head(in); length >= 0; length = head(in)) {
                in.skipNBytes(length);
                out.write(reply);
                out.flush();
            }
        } catch (IOException e) {
            // The caller has gone.
        } finally {
            open.remove(caller);
        }
    }

    /** The length of the body that follows the next head; -1 where nothing comes any more. */
    private static long head(InputStream in) throws IOException {
        long length = -1;
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next != '\n') {
                line.append((char) next);
                continue;
            }
            String text = line.toString().strip().toLowerCase(Locale.ROOT);
            if (text.isEmpty()) {
                return Math.max(0, length);
            }
            if (text.startsWith(LENGTH)) {
                length = Long.parseLong(text.substring(LENGTH.length()).strip());
            }
            line.setLength(0);
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket each : open) {
            each.close();
        }
    }
}
