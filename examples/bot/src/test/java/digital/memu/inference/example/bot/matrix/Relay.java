package digital.memu.inference.example.bot.matrix;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stands between a bot and a real homeserver, and can keep a confirmation to itself. */
final class Relay implements AutoCloseable {

    private final URI homeserver;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicBoolean keepNext = new AtomicBoolean();
    private final CountDownLatch kept = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    Relay(URI homeserver) throws IOException {
        this.homeserver = homeserver;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The next message is delivered, and its sender never learns that. */
    void keepNextConfirmation() {
        keepNext.set(true);
    }

    /** Counts down when that has happened. */
    CountDownLatch kept() {
        return kept;
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI uri = exchange.getRequestURI();
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(homeserver + uri.toString()))
                    .method(
                            exchange.getRequestMethod(),
                            HttpRequest.BodyPublishers.ofByteArray(
                                    exchange.getRequestBody().readAllBytes()));
            request.header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"));
            request.header("Content-Type", "application/json");
            // Before it is seen by anybody: whoever has seen one message means the one after it.
            boolean keep = uri.getPath().contains("/send/m.room.message/") && keepNext.compareAndSet(true, false);
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (keep) {
                kept.countDown();
                end.await();
                return;
            }
            exchange.sendResponseHeaders(response.statusCode(), response.body().length);
            exchange.getResponseBody().write(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end.countDown();
        threads.shutdownNow();
        server.stop(0);
    }
}
