package digital.memu.inference.example.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;

/** The same work by hand: the JDK's client, with time-outs for connecting and for headers, and the hub asked after a failure. */
final class Plain {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration HEADERS = Duration.ofSeconds(30);
    private static final String BODY =
            "{\"model\":\"" + Home.MODEL + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello?\"}]}";

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    /** Reads the lines of an answer. */
    void ask(String url) throws IOException {
        try {
            read(url, () -> {});
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The first, and when it fails the second; true if it was the first. */
    boolean ask(String first, String second) throws IOException {
        try {
            ask(first);
            return true;
        } catch (IOException e) {
            ask(second);
            return false;
        }
    }

    /** Reads the lines of an answer, and runs something after each. */
    void read(String url, Runnable afterLine) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/chat"))
                .timeout(HEADERS)
                .POST(HttpRequest.BodyPublishers.ofString(BODY))
                .build();
        try (Stream<String> lines =
                client.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
            lines.forEach(line -> afterLine.run());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
