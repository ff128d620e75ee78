package digital.memu.inference.example.wizard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpCookie;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, and what is never sent anywhere. */
@Timeout(180)
class GuardTest {

    @TempDir
    Path folder;

    private Household home;

    @BeforeEach
    void open() {
        home = Household.in(folder);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void nobodyIsLetInWithoutTheKey() {
        Reader stranger = new Reader(home.url());

        assertThat(stranger.get("").statusCode()).isEqualTo(403);
        assertThat(stranger.get("?key=wrong").statusCode()).isEqualTo(403);
        assertThat(stranger.test(home.pc.url()).statusCode()).isEqualTo(403);
        assertThat(stranger.get("style.css").statusCode()).isEqualTo(200);
        assertThat(home.pc.requests()).isEmpty();
    }

    @Test
    void whoeverWatchesOverThePageNeedsNoKey() {
        int port = URI.create(home.url()).getPort();

        assertThat(Health.isWell(port)).isTrue();
        home.wizard.close();
        assertThat(Health.isWell(port)).isFalse();
    }

    @Test
    void theKeyWorksOnce() {
        Reader first = Reader.of(home);
        Reader second = new Reader(home.url());

        String query = URI.create(home.wizard.urlWithKey()).getQuery();
        assertThat(second.get("?" + query).statusCode()).isEqualTo(403);
        assertThat(second.get("").statusCode()).isEqualTo(403);
        // The first browser may load it again, from its history.
        assertThat(first.get("?" + query).statusCode()).isEqualTo(200);
        assertThat(first.get("").body()).contains("Where should Memu run AI tasks?");
    }

    @Test
    void theCookieIsForThisPageAlone() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(home.wizard.urlWithKey()))
                                .build(),
                        BodyHandlers.ofString());

        String header = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(header).contains("HttpOnly").contains("SameSite=Strict").contains("Path=/");
        assertThat(HttpCookie.parse(header).get(0).getValue()).hasSizeGreaterThan(30);
        assertThat(answer.body()).doesNotContain("key=");
    }

    @Test
    void aFormOfAnotherSiteIsRefused() {
        Reader reader = Reader.of(home);

        String form = "place=elsewhere&ollama=" + home.pc.url();
        assertThat(reader.postBody("test", form).statusCode()).isEqualTo(403);
        assertThat(reader.postBody("test", "token=wrong&" + form).statusCode()).isEqualTo(403);
        assertThat(home.pc.requests()).isEmpty();
        assertThat(reader.test(home.pc.url()).statusCode()).isEqualTo(200);
        assertThat(home.pc.requests()).isNotEmpty();
    }

    @Test
    void aForeignNameThatLeadsHereIsRefused() throws IOException {
        assertThat(statusFor("evil.example")).isEqualTo(421);
        assertThat(statusFor("127.0.0.1.evil.example")).isEqualTo(421);
        assertThat(statusFor("192.168.1.2")).isEqualTo(421);
        assertThat(statusFor("localhost")).isEqualTo(403);
        assertThat(statusFor("127.0.0.1")).isEqualTo(403);
    }

    private int statusFor(String host) throws IOException {
        int port = URI.create(home.url()).getPort();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            String request = "GET / HTTP/1.1\r\nHost: " + host + ":" + port + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 ");
            return Integer.parseInt(answer.substring(9, 12));
        }
    }

    @Test
    void everyAnswerSaysWhatThePageMayDo() {
        HttpResponse<String> answer = Reader.of(home).get("");

        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "*", "data:");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
        assertThat(answer.body()).doesNotContain("<style", "onclick", "style=");
    }

    @Test
    void forbiddenAddressesAreNotDialled() {
        Reader reader = Reader.of(home);

        for (String address : new String[] {
            "http://169.254.169.254/latest",
            "http://[fe80::1]:11434",
            "http://224.0.0.1",
            "http://100.100.100.100",
            "http://8.8.8.8:11434"
        }) {
            assertThat(reader.test(address).body()).as(address).contains("data-code=\"ADDRESS_FORBIDDEN\"");
        }
    }

    @Test
    void nothingThatAServerSaysIsShown() {
        home.pc.always(
                "/api/version",
                digital.memu.inference.ollama.testing.Fault.status(500, "text/html", "<h1>secret-of-the-server</h1>"));

        assertThat(Reader.of(home).test(home.pc.url()).body())
                .contains("data-code=\"SERVER_ERROR\"")
                .doesNotContain("secret-of-the-server");
    }

    @Test
    void whatWasTypedIsShownAsText() {
        String typed = "\"><script>alert(1)</script>'&";

        String page = Reader.of(home).test(typed).body();

        assertThat(page).doesNotContain("<script>alert").contains("&lt;script&gt;alert(1)&lt;/script&gt;");
        assertThat(page).contains("value=\"&quot;&gt;&lt;script&gt;");
    }

    @Test
    void moreThanAFormIsRefused() {
        Reader reader = Reader.of(home);

        assertThat(reader.test("a".repeat(100_000)).statusCode()).isEqualTo(413);
        assertThat(reader.test("http://" + "a".repeat(10_000)).body()).contains("data-code=\"URL_INVALID\"");
    }

    @Test
    void tooManyTestsAreRefused() {
        try (Household earnest = Household.inEarnest(folder)) {
            Reader reader = Reader.of(earnest);
            for (int i = 0; i < Options.TESTS_PER_MINUTE; i++) {
                assertThat(reader.test("0.0.0.0").statusCode()).isEqualTo(200);
            }

            HttpResponse<String> answer = reader.test("0.0.0.0");

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0))
                    .isBetween(1L, 61L);
            assertThat(answer.body()).contains("Too many tests");
        }
    }

    @Test
    void whatIsNotThereIsSaidPolitely() {
        Reader reader = Reader.of(home);

        assertThat(reader.get("nothing").statusCode()).isEqualTo(404);
        assertThat(reader.get("test/nothing").statusCode()).isEqualTo(410);
        assertThat(reader.get("download/nothing").statusCode()).isEqualTo(410);
        assertThat(reader.post("test/nothing/save").statusCode()).isEqualTo(410);
    }
}
