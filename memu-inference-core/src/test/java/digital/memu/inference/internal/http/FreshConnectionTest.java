package digital.memu.inference.internal.http;

import static digital.memu.inference.internal.http.StubServer.asChunk;
import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.route.HostAddress;
import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No exchange runs on a connection that carried another, and none is left open behind it. */
class FreshConnectionTest {

    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String LAST = "{\"message\":{\"content\":\"b\"},\"done\":true,\"done_reason\":\"stop\"}\n";
    private static final String LINES = "{\"message\":{\"content\":\"a\"},\"done\":false}\n" + LAST;
    private static final BodyEnd DONE = BodyEnd.ndjson("\"done\":true", "\"error\"");

    /** What a server may answer, in one segment or in several. */
    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("length", post(BodyEnd.json()), new String[] {StubServer.ok("{\"a\":1}")}),
                Arguments.of("length, end unknown", post(BodyEnd.none()), new String[] {StubServer.ok("x")}),
                Arguments.of("length, in parts", post(BodyEnd.none()), new String[] {
                    "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab", "c"
                }),
                Arguments.of("length of nothing", post(BodyEnd.json()), new String[] {StubServer.ok("")}),
                Arguments.of("no content", post(BodyEnd.json()), new String[] {"HTTP/1.1 204 No Content\r\n\r\n"}),
                Arguments.of("not modified", post(BodyEnd.json()), new String[] {"HTTP/1.1 304 Not Modified\r\n\r\n"}),
                Arguments.of("head", ExchangeRequest.of("HEAD", "/", BodyEnd.none()), new String[] {
                    "HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n"
                }),
                Arguments.of("lines", post(DONE), new String[] {CHUNKED + asChunk(LINES) + "0\r\n\r\n"}),
                Arguments.of("lines, end apart", post(DONE), new String[] {CHUNKED + asChunk(LINES), "0\r\n\r\n"}),
                Arguments.of("lines, each apart", post(DONE), new String[] {
                    CHUNKED, asChunk("{\"done\":false}\n"), asChunk(LAST), "0\r\n\r\n"
                }),
                Arguments.of("line in pieces", post(DONE), new String[] {
                    CHUNKED, asChunk("{\"done\":"), asChunk("true}"), asChunk("\n"), "0\r\n\r\n"
                }),
                Arguments.of("lines, not recognised", post(BodyEnd.ndjson("\"end\":1")), new String[] {
                    CHUNKED + asChunk(LINES) + "0\r\n\r\n"
                }),
                Arguments.of(
                        "json", post(BodyEnd.json()), new String[] {CHUNKED + asChunk("{\"a\":[1]}") + "0\r\n\r\n"}),
                Arguments.of("json, end apart", post(BodyEnd.json()), new String[] {
                    CHUNKED + asChunk("{\"a\":[1"), asChunk("]}\n"), "0\r\n\r\n"
                }),
                Arguments.of("error page", post(DONE), new String[] {
                    "HTTP/1.1 502 Bad Gateway\r\nTransfer-Encoding: chunked\r\n\r\n",
                    asChunk("<html>{}</html>"),
                    "0\r\n\r\n"
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void everyExchangeHasItsOwnConnection(String name, ExchangeRequest request, String[] segments) {
        int count = 40;
        try (StubServer server = inSegments(segments);
                Transport transport = Calls.to(server)) {
            for (int i = 0; i < count; i++) {
                try (Exchange exchange = transport.open(request, Calls.fresh())) {
                    if (exchange.start() == 200) {
                        exchange.body(1000);
                    } else {
                        exchange.errorText();
                    }
                }
            }
            assertThat(server.requests()).hasSize(count);
            assertThat(server.used()).isEqualTo(count);
            server.awaitAllClosed();
        }
    }

    @Test
    void errorPageThatEndsWithTheConnection() {
        StubServer.Script script = connection -> {
            connection.send("HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\n\r\n<html>nginx</html>");
            connection.close();
        };
        try (StubServer server = new StubServer(script);
                Transport transport = Calls.to(server)) {
            for (int i = 0; i < 20; i++) {
                try (Exchange exchange = transport.open(Calls.chat(), Calls.fresh())) {
                    assertThat(exchange.start()).isEqualTo(502);
                    assertThat(exchange.errorText()).isEqualTo("<html>nginx</html>");
                }
            }
            assertThat(server.used()).isEqualTo(20);
        }
    }

    @Test
    void connectionIsGivenUpThoughTheServerNeverEndsTheChunks() {
        StubServer.Script script = connection -> {
            connection.send(CHUNKED + asChunk(LINES));
            connection.hold();
        };
        try (StubServer server = new StubServer(script);
                Transport transport = Calls.to(server);
                Exchange exchange = transport.open(Calls.chat(), Calls.fresh())) {
            exchange.start();
            assertThat(Calls.lines(exchange)).hasSize(2);
            server.awaitAllClosed();
        }
    }

    @Test
    void retiredClientServesOutWhatRunsOnIt() throws Exception {
        CountDownLatch other = new CountDownLatch(1);
        StubServer.Script script = connection -> {
            connection.sendChunkedHead();
            if (connection.request().line().contains("/slow")) {
                connection.chunk("{\"n\":1}\n");
                other.await();
                connection.chunk("{\"n\":2,\"done\":true}\n");
            } else {
                connection.chunk("{\"n\":3}\n");
            }
            connection.endOfChunks();
        };
        Set<Thread> before = Traces.threads();
        try (StubServer server = new StubServer(script);
                Transport transport = Calls.to(server);
                Exchange slow =
                        transport.open(ExchangeRequest.post("/slow", Calls.json("{}"), DONE), Calls.dialled())) {
            slow.start();
            LineReader lines = slow.lines();
            assertThat(lines.next()).isTrue();
            for (int i = 0; i < 5; i++) {
                try (Exchange unrecognised = transport.open(post(BodyEnd.none()), Calls.fresh())) {
                    unrecognised.start();
                    assertThat(Calls.lines(unrecognised)).containsExactly("{\"n\":3}");
                }
            }
            other.countDown();
            assertThat(lines.next()).isTrue();
            assertThat(lines.next()).isFalse();
            assertThat(server.used()).isEqualTo(6);
            Caller.until(
                    "the retired clients to end", () -> Traces.since(before).size() <= 1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void dialsUnlessSeenAMomentAgo(boolean fresh) {
        try (StubServer server = StubServer.answering(CHUNKED + asChunk(LINES) + "0\r\n\r\n");
                Transport transport = Calls.to(server)) {
            chat(transport, Calls.fresh());
            assertThat(server.accepted())
                    .as("the first exchange is always dialled")
                    .isEqualTo(2);
            chat(transport, fresh ? Calls.fresh() : Calls.dialled());
            assertThat(server.requests()).hasSize(2);
            assertThat(server.accepted()).isEqualTo(fresh ? 3 : 4);
        }
    }

    /** Of several addresses only dialling tells which one answers, however well the server was a moment ago. */
    @Test
    void dialsANameOfSeveralAddressesAlways() {
        HostResolver both =
                host -> new InetAddress[] {InetAddress.getByName("::1"), InetAddress.getByName("127.0.0.1")};
        try (StubServer server = StubServer.answering(CHUNKED + asChunk(LINES) + "0\r\n\r\n");
                Transport transport = Calls.to(both, HostAddress.parse("http://localhost:" + server.port()))) {
            chat(transport, Calls.fresh());
            chat(transport, Calls.fresh());
            assertThat(server.requests()).hasSize(2);
            assertThat(server.accepted()).isEqualTo(4);
        }
    }

    private static void chat(Transport transport, CallContext context) {
        try (Exchange exchange = transport.open(Calls.chat(), context)) {
            exchange.start();
            assertThat(Calls.lines(exchange)).hasSize(2);
        }
    }

    private static ExchangeRequest post(BodyEnd end) {
        return ExchangeRequest.post("/api/chat", Calls.json("{}"), end);
    }

    private static StubServer inSegments(String... segments) {
        return new StubServer(connection -> {
            for (String segment : segments) {
                connection.send(segment);
                Thread.yield();
            }
        });
    }
}
