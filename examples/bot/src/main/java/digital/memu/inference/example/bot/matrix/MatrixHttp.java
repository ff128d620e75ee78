package digital.memu.inference.example.bot.matrix;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import digital.memu.inference.failure.InferenceCancelledException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** JSON over HTTP with a token: bounded in time and size, and never redirected elsewhere with it. Thread-safe. */
final class MatrixHttp {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int LARGEST_BODY = 8 * 1024 * 1024;
    private static final long LONGEST_WAIT_MILLIS = 10 * 60 * 1000L;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI homeserver;
    private final String token;

    MatrixHttp(URI homeserver, String token) {
        this.homeserver = homeserver;
        this.token = token;
    }

    JsonNode get(String path, Duration limit) {
        return call("GET", path, null, limit);
    }

    /**
     * Asks, and waits at most that long for the whole answer.
     *
     * @throws MatrixException if there is none, or it is a refusal
     */
    JsonNode call(String method, String path, @Nullable JsonNode body, Duration limit) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(homeserver + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        HttpResponse<byte[]> response = send(request, limit);
        JsonNode answer = read(response.body());
        if (response.statusCode() / 100 != 2) {
            throw MatrixException.refused(response.statusCode(), code(answer), retryAfter(answer, response));
        }
        if (!answer.isObject()) {
            throw MatrixException.noAnswer("answers, but not as one (no JSON)", null);
        }
        return answer;
    }

    private HttpResponse<byte[]> send(HttpRequest request, Duration limit) {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request, head -> new BoundedBody(LARGEST_BODY));
        try {
            return exchange.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw MatrixException.noAnswer("does not answer within " + limit.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceCancelledException("interrupted");
        } finally {
            exchange.cancel(true);
        }
    }

    private static MatrixException failed(ExecutionException failure) {
        Throwable deepest = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BoundedBody.TooLarge) {
                return MatrixException.tooLarge();
            }
            deepest = cause;
        }
        return MatrixException.noAnswer(
                "cannot be reached (" + deepest.getClass().getSimpleName() + ")", failure);
    }

    private JsonNode read(byte[] body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        } catch (IOException e) {
            throw MatrixException.noAnswer("answered something unreadable", e);
        }
    }

    /** As the specification has them; anything else is not repeated. */
    private static String code(JsonNode answer) {
        String code = answer.path("errcode").asText();
        return code.matches("[A-Z_.a-z0-9]{1,64}") ? code : "";
    }

    private static @Nullable Duration retryAfter(JsonNode answer, HttpResponse<byte[]> response) {
        long millis = answer.path("retry_after_ms")
                .asLong(response.headers()
                        .firstValue("Retry-After")
                        .filter(value -> value.matches("\\d{1,6}"))
                        .map(seconds -> Long.parseLong(seconds) * 1000)
                        .orElse(-1L));
        return millis < 0 ? null : Duration.ofMillis(Math.min(millis, LONGEST_WAIT_MILLIS));
    }
}
