package digital.memu.inference.example.wizard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser without a script: follows redirects, keeps cookies, and sends forms with their token. */
final class Reader {

    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

    private final HttpClient client;
    private final String url;
    private String language = "en";
    private String token = "";

    Reader(String url) {
        this(
                url,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .cookieHandler(new CookieManager())
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build());
    }

    private Reader(String url, HttpClient client) {
        this.url = url;
        this.client = client;
    }

    /** Another window of the same browser. */
    Reader window() {
        Reader other = new Reader(url, client);
        other.token = token;
        return other;
    }

    /** One that was let in. */
    static Reader of(Household home) {
        Reader reader = new Reader(home.url());
        reader.send(reader.request(URI.create(home.wizard.urlWithKey())).GET().build());
        reader.get("");
        return reader;
    }

    Reader language(String accepted) {
        this.language = accepted;
        return this;
    }

    String token() {
        return token;
    }

    HttpResponse<String> get(String path) {
        return send(request(URI.create(url + path)).GET().build());
    }

    /** Sends a form; the token is added. */
    HttpResponse<String> post(String path, String... fields) {
        StringBuilder body = new StringBuilder("token=" + token);
        for (int i = 0; i < fields.length; i += 2) {
            body.append('&')
                    .append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return postBody(path, body.toString());
    }

    HttpResponse<String> postBody(String path, String body) {
        return send(request(URI.create(url + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Sends the form with an address for the chat. */
    HttpResponse<String> test(String ollama) {
        return post("test", "place", "elsewhere", "ollama", ollama, "photos", "", "model", "llama3.2");
    }

    private HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60)).header("Accept-Language", language);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            Matcher matcher = TOKEN.matcher(answer.body());
            if (matcher.find()) {
                token = matcher.group(1);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
