package digital.memu.inference.example.wizard;

import digital.memu.support.CrowdedPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Servers that no simulator is. All of them end together. */
final class Oddities implements AutoCloseable {

    private final List<AutoCloseable> open = new ArrayList<>();

    /** Where nothing listens. */
    String nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }

    /** Answers no call at all: as many wait already as may. */
    String asleep() throws IOException {
        return "127.0.0.1:" + add(new CrowdedPort()).port();
    }

    /** Passes everything on from another address of this device. */
    void forward(String host, int port, int to) throws IOException {
        ServerSocket socket = add(new ServerSocket());
        socket.bind(new InetSocketAddress(host, port));
        serve(socket, from -> {
            Socket beyond = add(new Socket("127.0.0.1", to));
            thread(() -> copy(from, beyond));
            copy(beyond, from);
        });
    }

    /** Speaks TLS, with a certificate that nobody trusts. */
    String untrusted(Path folder) throws Exception {
        Path store = folder.resolve("untrusted.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=pc",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IOException("keytool: " + Files.readString(folder.resolve("keytool.log")));
        }
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        ServerSocket socket =
                add(context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress()));
        serve(socket, from -> from.getInputStream().read());
        return "https://127.0.0.1:" + socket.getLocalPort();
    }

    private interface Talk {
        void with(Socket socket) throws IOException;
    }

    private void serve(ServerSocket socket, Talk talk) {
        thread(() -> {
            while (!socket.isClosed()) {
                try {
                    Socket from = add(socket.accept());
                    thread(() -> {
                        try (from) {
                            talk.with(from);
                        } catch (IOException e) {
                            // Whoever called has hung up.
                        }
                    });
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private static void copy(Socket from, Socket to) {
        try (to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException e) {
            // One of both has hung up.
        }
    }

    private static void thread(Runnable body) {
        Thread thread = new Thread(body, "oddity");
        thread.setDaemon(true);
        thread.start();
    }

    /** Closes that too. */
    <T extends AutoCloseable> T keep(T thing) {
        return add(thing);
    }

    private <T extends AutoCloseable> T add(T thing) {
        synchronized (open) {
            open.add(thing);
        }
        return thing;
    }

    @Override
    public void close() {
        synchronized (open) {
            for (AutoCloseable each : open) {
                try {
                    each.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
