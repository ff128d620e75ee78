package digital.memu.inference.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.failure.InvalidConfigurationException;
import digital.memu.inference.route.HostAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves this machine, byte for byte. */
class RequestOnTheWireTest {

    @Test
    void postOfJson() {
        try (StubServer server = StubServer.answering(StubServer.ok("{}"));
                Transport transport = Calls.to(server)) {
            send(transport, ExchangeRequest.post("/api/chat", Calls.json("{\"model\":\"m\"}"), BodyEnd.json()));
            StubServer.Request request = server.requests().get(0);
            assertThat(request.line()).isEqualTo("POST /api/chat HTTP/1.1");
            assertThat(Calls.text(request.body())).isEqualTo("{\"model\":\"m\"}");
            assertThat(headers(request))
                    .containsExactlyInAnyOrder(
                            "content-length: 13",
                            "host: 127.0.0.1:" + server.port(),
                            "user-agent: memu-inference",
                            "content-type: application/json");
        }
    }

    @Test
    void getWithoutABodyOffersNoUpgradeEither() {
        try (StubServer server = StubServer.answering(StubServer.ok("{}"));
                Transport transport = Calls.to(server)) {
            send(transport, Calls.version());
            send(transport, Calls.version());
            for (StubServer.Request request : server.requests()) {
                assertThat(headers(request))
                        .noneMatch(header -> header.startsWith("upgrade")
                                || header.startsWith("http2-settings")
                                || header.startsWith("connection")
                                || header.startsWith("expect")
                                || header.startsWith("content-type")
                                || header.startsWith("accept-encoding"));
            }
        }
    }

    @Test
    void deleteWithABody() {
        try (StubServer server = StubServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                Transport transport = Calls.to(server)) {
            send(
                    transport,
                    ExchangeRequest.of("DELETE", "/api/delete", Calls.json("{\"model\":\"m\"}"), BodyEnd.none()));
            assertThat(server.requests().get(0).line()).isEqualTo("DELETE /api/delete HTTP/1.1");
            assertThat(server.requests().get(0).body()).hasSize(13);
        }
    }

    @Test
    void basePathStandsBeforeThePath() {
        try (StubServer server = StubServer.answering(StubServer.ok("{}"));
                Transport transport = Calls.to(HostAddress.parse("http://127.0.0.1:" + server.port() + "/ollama/"))) {
            Exchange exchange = send(transport, ExchangeRequest.of("GET", "/api/tags?x=secret", BodyEnd.json()));
            assertThat(server.requests().get(0).line()).isEqualTo("GET /ollama/api/tags?x=secret HTTP/1.1");
            assertThat(exchange.url()).isEqualTo("http://127.0.0.1:" + server.port() + "/ollama/api/tags");
        }
    }

    @Test
    void ownHeadersGoAlong() {
        try (StubServer server = StubServer.answering(StubServer.ok("{}"));
                Transport transport = new Transport(
                        List.of(server.address()), Map.of("Authorization", "Bearer s3cret", "X-Home", "ümlaut"))) {
            send(transport, Calls.version());
            assertThat(headers(server.requests().get(0))).contains("authorization: bearer s3cret");
            assertThat(transport.toString()).doesNotContain("s3cret");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Connection", "Host", "Content-Length", "Upgrade", "Expect", "X-Bad\nName", "X Bad", "", "X-Bäd"
            })
    void headersThatCannotBeSent(String name) {
        assertThatThrownBy(() -> transportWith(name, "s3cret"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageNotContaining("s3cret")
                .hasMessageNotContaining("\n")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret\r\nX-Injected: 1", "s3cret\n", "s3cret\u0000"})
    void valuesThatCannotBeSent(String value) {
        assertThatThrownBy(() -> transportWith("Authorization", value))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("\"Authorization\"")
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({"301", "302", "307", "308"})
    void redirectsAreNotFollowed(int status) {
        try (StubServer elsewhere = StubServer.answering(StubServer.ok("{}"));
                StubServer server = StubServer.answering("HTTP/1.1 " + status
                        + " Moved\r\nContent-Length: 0\r\nLocation: " + elsewhere.address() + "/\r\n\r\n");
                Transport transport = Calls.to(server);
                Exchange exchange = transport.open(Calls.chat(), Calls.fresh())) {
            assertThat(exchange.start()).isEqualTo(status);
            assertThat(exchange.header("Location")).hasValue(elsewhere.address() + "/");
            assertThat(elsewhere.accepted()).isZero();
        }
    }

    /** A forbidden place would only be told by a failure of its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest",
                "http://[fd00:ec2::254]/",
                "//metadata.google.internal/",
                "https://8.8.8.8/api/chat",
                "file:///etc/passwd",
                "/login",
                "not a place"
            })
    void neitherToAForbiddenPlace(String location) {
        try (StubServer server = StubServer.answering("HTTP/1.1 307 Moved\r\nContent-Length: 0\r\nLocation: " + location
                        + "\r\nRefresh: 0; url=" + location + "\r\n\r\n");
                Transport transport = Calls.to(server);
                Exchange exchange = transport.open(Calls.chat(), Calls.fresh())) {
            assertThat(exchange.start()).isEqualTo(307);
            assertThat(exchange.errorText()).isEmpty();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void proxyOfTheSystemIsNotAsked() {
        try (StubServer proxy = StubServer.answering(StubServer.ok("proxy"));
                StubServer server = StubServer.answering(StubServer.ok("server"))) {
            System.setProperty("http.proxyHost", "127.0.0.1");
            System.setProperty("http.proxyPort", String.valueOf(proxy.port()));
            System.setProperty("http.nonProxyHosts", "");
            try (Transport transport = Calls.to(server);
                    Exchange exchange = transport.open(Calls.version(), Calls.fresh())) {
                exchange.start();
                assertThat(Calls.text(exchange.body(100))).isEqualTo("server");
                assertThat(proxy.accepted()).isZero();
            } finally {
                System.clearProperty("http.proxyHost");
                System.clearProperty("http.proxyPort");
                System.clearProperty("http.nonProxyHosts");
            }
        }
    }

    @Test
    void challengeIsNotAnswered() {
        try (StubServer server = StubServer.answering(
                        "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 2\r\n\r\nno");
                Transport transport = Calls.to(server);
                Exchange exchange = transport.open(Calls.chat(), Calls.fresh())) {
            assertThat(exchange.start()).isEqualTo(401);
            assertThat(exchange.errorText()).isEqualTo("no");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void cookiesAreNotKept() {
        try (StubServer server =
                        StubServer.answering("HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 2\r\n\r\n{}");
                Transport transport = Calls.to(server)) {
            send(transport, Calls.version());
            send(transport, Calls.version());
            assertThat(headers(server.requests().get(1))).noneMatch(header -> header.startsWith("cookie"));
        }
    }

    @Test
    void answerOfTheServerReachesTheReader() {
        try (StubServer server =
                        StubServer.answering("HTTP/1.1 500 Oops\r\nX-Reason: x\r\nContent-Length: 5\r\n\r\nwörd");
                Transport transport = Calls.to(server);
                Exchange exchange = transport.open(Calls.chat(), Calls.fresh())) {
            assertThat(exchange.header("X-Reason")).as("before the start").isEmpty();
            assertThat(exchange.start()).isEqualTo(500);
            assertThat(exchange.header("x-reason")).hasValue("x");
            assertThat(exchange.header("x-other")).isEmpty();
            assertThat(exchange.errorText()).isEqualTo("wörd");
            assertThat(exchange.errorText()).as("never fails").isEmpty();
            assertThatThrownBy(exchange::start).isInstanceOf(IllegalStateException.class);
        }
    }

    private static Exchange send(Transport transport, ExchangeRequest request) {
        try (Exchange exchange = transport.open(request, Calls.fresh())) {
            assertThat(exchange.start()).isEqualTo(200);
            exchange.body(100);
            return exchange;
        }
    }

    private static void transportWith(String name, String value) {
        new Transport(List.of(HostAddress.parse("http://127.0.0.1:1")), Map.of(name, value)).close();
    }

    private static List<String> headers(StubServer.Request request) {
        return request.head()
                .lines()
                .skip(1)
                .filter(line -> !line.isEmpty())
                .map(line -> line.toLowerCase(Locale.ROOT))
                .toList();
    }
}
