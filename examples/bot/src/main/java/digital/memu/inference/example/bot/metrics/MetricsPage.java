package digital.memu.inference.example.bot.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/**
 * {@code /metrics} for Prometheus, and {@code /health} for whoever watches over the bot; on this machine only. Thread-safe;
 * whoever opened it closes it.
 */
public final class MetricsPage implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HttpServer server;
    private volatile BooleanSupplier well = () -> true;

    /**
     * On this port; 0 for any that is free.
     *
     * @throws IOException if the port is taken
     */
    public MetricsPage(int port) throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10);
        server.createContext("/metrics", this::answer);
        server.createContext("/health", this::health);
        server.start();
    }

    /** What the meters are kept in. */
    public PrometheusMeterRegistry registry() {
        return registry;
    }

    /** The port that it has. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** From now on {@code /health} tells this. */
    public void health(BooleanSupplier isWell) {
        this.well = isWell;
    }

    private void health(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(well.getAsBoolean() ? 200 : 503, -1);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] page = registry.scrape().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        registry.close();
    }
}
