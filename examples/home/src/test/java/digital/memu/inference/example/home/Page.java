package digital.memu.inference.example.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The set-up page in a browser without a script, which was let in by the key. */
final class Page {

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final String url;

    Page(Home home) throws IOException, InterruptedException {
        this.url = home.wizard.url();
        send(HttpRequest.newBuilder(URI.create(home.wizard.urlWithKey())).GET());
    }

    /** What the page says after a test of these addresses. */
    String test(String ollama, String photos) throws IOException, InterruptedException {
        return post("test", "place", "elsewhere", "ollama", ollama, "photos", photos, "model", Machine.MODEL);
    }

    /** What it says after these addresses were saved. */
    String save(String ollama, String photos) throws IOException, InterruptedException {
        String review =
                post("review", "place", "elsewhere", "ollama", ollama, "photos", photos, "model", Machine.MODEL);
        return post(
                found("action=\"/(test/[^\"]+/save)\"", review),
                "print",
                found("name=\"print\" value=\"([^\"]+)\"", review));
    }

    private String post(String path, String... fields) throws IOException, InterruptedException {
        String form = send(HttpRequest.newBuilder(URI.create(url)).GET());
        StringBuilder body = new StringBuilder("token=" + found("name=\"token\" value=\"([^\"]+)\"", form));
        for (int i = 0; i < fields.length; i += 2) {
            body.append('&')
                    .append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(
                        request.timeout(Duration.ofSeconds(60))
                                .header("Accept-Language", "en")
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static String found(String pattern, String page) {
        Matcher matcher = Pattern.compile(pattern).matcher(page);
        assertThat(matcher.find()).as(page).isTrue();
        return matcher.group(1);
    }
}
