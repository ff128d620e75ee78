package digital.memu.inference.example.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;

/** The same work by hand: the JDK's client, with a connect time-out and the hub asked after a failure. */
final class Plain {

    static final Duration CONNECT = Duration.ofSeconds(10);

    private static final String BODY =
            "{\"model\":\"" + Home.MODEL + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello?\"}]}";

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    /** The number of lines of an answer. */
    long ask(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/chat"))
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(BODY))
                .build();
        try (Stream<String> lines =
                client.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
            return lines.count();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The first, and when it fails the second. */
    long ask(String first, String second) throws IOException, InterruptedException {
        try {
            return ask(first);
        } catch (IOException e) {
            return ask(second);
        }
    }
}
