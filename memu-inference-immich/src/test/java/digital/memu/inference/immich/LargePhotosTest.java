package digital.memu.inference.immich;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.photo.PhotoRequest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Photos on disk stay there. */
class LargePhotosTest {

    private static final int PHOTOS = 4;

    /** More than the memory that is allowed: one held as a whole shows. */
    private static final int SIZE = 50 * 1024 * 1024;

    /** In the middle of a photo, too. */
    private static final int SAMPLE = 7 * 1024 * 1024;

    private static final byte[] VECTOR = ReplayServer.json("{\"clip\":\"[1.0]\",\"imageWidth\":64,\"imageHeight\":48}");

    @TempDir
    Path folder;

    private final AtomicLong received = new AtomicLong();
    private final AtomicLong mostUsed = new AtomicLong();

    @Test
    void twoHundredMegabytesOfPhotosNeedNoMemory() throws IOException {
        Path photo = folder.resolve("large.jpg");
        byte[] jpeg = Fixtures.photo("image-jpeg");
        try (OutputStream out = Files.newOutputStream(photo)) {
            out.write(jpeg);
            byte[] more = new byte[1024 * 1024];
            for (int i = 0; i < SIZE / more.length; i++) {
                out.write(more);
            }
        }
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ImmichMlClient client = ImmichMlClient.at("http://127.0.0.1:" + server.getLocalPort())
                        .timeouts(ReplayServer::patient)
                        .build()) {
            Thread serving = new Thread(() -> swallow(server));
            serving.setDaemon(true);
            serving.start();
            client.analyze(PhotoRequest.of(photo).embedding("m").build());

            System.gc();
            long idle = used();
            mostUsed.set(0);
            for (int i = 0; i < PHOTOS; i++) {
                client.analyze(PhotoRequest.of(photo).embedding("m").build());
            }
            assertThat(mostUsed.get() - idle).isLessThan(32L * 1024 * 1024);
            assertThat(received).hasValueGreaterThan((long) PHOTOS * SIZE);
        }
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private void swallow(ServerSocket server) {
        byte[] buffer = new byte[64 * 1024];
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                InputStream in = new BufferedInputStream(socket.getInputStream());
                StringBuilder head = new StringBuilder();
                while (head.indexOf("\r\n\r\n") < 0) {
                    int next = in.read();
                    if (next < 0) {
                        break;
                    }
                    head.append((char) next);
                }
                if (head.isEmpty()) {
                    continue;
                }
                long left = Long.parseLong(head.toString().replaceAll("(?is).*content-length: (\\d+).*", "$1"));
                while (left > 0) {
                    int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                    if (count < 0) {
                        return;
                    }
                    left -= count;
                    if (received.getAndAdd(count) / SAMPLE != received.get() / SAMPLE) {
                        System.gc();
                        mostUsed.accumulateAndGet(used(), Math::max);
                    }
                }
                socket.getOutputStream().write(VECTOR);
                socket.getOutputStream().flush();
                while (in.read() >= 0) {}
            } catch (IOException e) {
                // The client hung up, or the test is over.
            }
        }
    }
}
