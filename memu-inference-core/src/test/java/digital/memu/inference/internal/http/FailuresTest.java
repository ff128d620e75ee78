package digital.memu.inference.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.ConnectionException.Kind;
import digital.memu.inference.route.Evidence;
import digital.memu.inference.route.HostAddress;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every failure has its kind, and a message with the server, the phase and an advice. */
@Timeout(60)
class FailuresTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    @Test
    void refusedAtTheDial() throws Exception {
        int port = closedPort();
        try (Transport transport = Calls.to(HostAddress.parse("http://127.0.0.1:" + port))) {
            for (ExchangeRequest request : List.of(Calls.chat(), Calls.version())) {
                failsWith(Kind.REFUSED, transport.open(request, Calls.dialled()));
            }
            assertThatThrownBy(() -> transport.dial(Calls.fresh()))
                    .hasMessage("http://127.0.0.1:" + port + ": connecting: connection refused. "
                            + "The machine is on; start the server there and let it listen on the network.")
                    .hasCauseInstanceOf(ConnectException.class);
        }
    }

    @Test
    void refusedThoughSeenAMomentAgo() {
        StubServer server = StubServer.answering(StubServer.ok("{}"));
        try (Transport transport = Calls.to(server)) {
            transport.open(Calls.chat(), Calls.fresh()).start();
            server.close();
            failsWith(Kind.REFUSED, transport.open(Calls.chat(), Calls.fresh()));
        }
    }

    static Stream<Arguments> connects() {
        return Stream.of(
                Arguments.of(new NoRouteToHostException("No route to host"), Kind.NO_ROUTE),
                Arguments.of(new NoRouteToHostException("Host is unreachable"), Kind.NO_ROUTE),
                Arguments.of(new ConnectException("Network is unreachable"), Kind.NO_ROUTE),
                Arguments.of(new SocketException("Network is unreachable"), Kind.NO_ROUTE),
                Arguments.of(new ConnectException("Connection timed out"), Kind.CONNECT_TIMEOUT),
                Arguments.of(new ConnectException("Connection refused"), Kind.REFUSED),
                Arguments.of(new ConnectException(), Kind.REFUSED));
    }

    @ParameterizedTest
    @MethodSource("connects")
    void connectsThatFail(Exception cause, Kind kind) {
        assertThat(FailureClassifier.connecting("http://host:1", cause).kind()).isEqualTo(kind);
        if (cause instanceof ConnectException) {
            assertThat(FailureClassifier.noAnswer("http://host:1", "connecting", cause))
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(kind));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closedBeforeAnAnswer(boolean get) {
        try (StubServer server = new StubServer(StubServer.Connection::close);
                Transport transport = Calls.to(server)) {
            failsWith(Kind.CLOSED, transport.open(get ? Calls.version() : Calls.chat(), Calls.fresh()));
            // A GET is sent twice by the client itself, each time on a new connection; a POST never.
            assertThat(server.requests()).hasSize(get ? 2 : 1);
            assertThat(server.used()).isEqualTo(get ? 2 : 1);
        }
    }

    @Test
    void closedWithinTheHead() {
        StubServer.Script script = connection -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Len");
            connection.close();
        };
        try (StubServer server = new StubServer(script);
                Transport transport = Calls.to(server)) {
            failsWith(Kind.CLOSED, transport.open(Calls.chat(), Calls.fresh()));
        }
    }

    @Test
    void resetBeforeAnAnswer() {
        try (StubServer server = new StubServer(StubServer.Connection::reset);
                Transport transport = Calls.to(server)) {
            failsWith(Kind.RESET, transport.open(Calls.chat(), Calls.fresh()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n",
                "220 mail.example ESMTP\r\n",
                "garbage garbage garbage garbage garbage\r\n\r\n",
                "\u0015\u0003\u0001\u0000\u0002\u0002\u0046",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
                "HTTP/1.1 204 OK\r\nContent-Length: 5\r\n\r\nhello",
            })
    void notHttp(String answer) {
        StubServer.Script script = connection -> {
            connection.send(answer);
            connection.close();
        };
        try (StubServer server = new StubServer(script);
                Transport transport = Calls.to(server)) {
            failsWith(Kind.NOT_HTTP, transport.open(Calls.chat(), Calls.fresh()));
        }
    }

    /** The client itself leaves such a connection open. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
            })
    void connectionToAForeignServiceIsGivenUp(String answer) {
        StubServer.Script script = connection -> {
            connection.send(answer);
            connection.hold();
        };
        try (StubServer server = new StubServer(script);
                Transport transport = Calls.to(server)) {
            failsWith(Kind.NOT_HTTP, transport.open(Calls.chat(), Calls.fresh()));
            server.awaitAllClosed();
        }
    }

    @Test
    void endlessHead() {
        StubServer.Script script = connection -> {
            connection.send("HTTP/1.1 200 OK\r\n");
            while (true) {
                connection.send("X-Header: " + "x".repeat(1000) + "\r\n");
            }
        };
        try (StubServer server = new StubServer(script);
                Transport transport = Calls.to(server)) {
            failsWith(Kind.NOT_HTTP, transport.open(Calls.chat(), Calls.fresh()));
            server.awaitAllClosed();
        }
    }

    @Test
    void plainHttpOnATlsPort() {
        try (GreetingServer server = new GreetingServer("HTTP/1.1 400 Bad Request\r\n\r\n");
                Transport transport = Calls.to(HostAddress.parse("https://127.0.0.1:" + server.port()))) {
            failsWith(Kind.TLS, transport.open(Calls.chat(), Calls.fresh()));
        }
    }

    @Test
    void untrustedCertificateAndTlsOnAPlainPort() {
        WireMockServer server = new WireMockServer(
                WireMockConfiguration.options().dynamicPort().dynamicHttpsPort().bindAddress("127.0.0.1"));
        server.start();
        try {
            try (Transport transport = Calls.to(HostAddress.parse("https://127.0.0.1:" + server.httpsPort()))) {
                failsWith(Kind.TLS, transport.open(Calls.chat(), Calls.fresh()));
            }
            try (Transport transport = Calls.to(HostAddress.parse("http://127.0.0.1:" + server.httpsPort()))) {
                failsWith(null, transport.open(Calls.chat(), Calls.fresh()));
            }
        } finally {
            server.stop();
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "RANDOM_DATA_THEN_CLOSE", "MALFORMED_RESPONSE_CHUNK"
            })
    void faultsOfWireMock(Fault fault) {
        WireMockServer server =
                new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        server.start();
        server.stubFor(
                WireMock.post("/api/chat").willReturn(WireMock.aResponse().withFault(fault)));
        try (Transport transport = Calls.to(HostAddress.parse("http://127.0.0.1:" + server.port()));
                Exchange exchange = transport.open(Calls.chat(), Calls.fresh())) {
            Kind expected = switch (fault) {
                case CONNECTION_RESET_BY_PEER -> Kind.RESET;
                case EMPTY_RESPONSE -> Kind.CLOSED;
                case RANDOM_DATA_THEN_CLOSE -> Kind.NOT_HTTP;
                case MALFORMED_RESPONSE_CHUNK -> Kind.BROKEN_OFF;
            };
            assertThatThrownBy(() -> {
                        exchange.start();
                        exchange.body(1000);
                    })
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(expected));
        } finally {
            server.stop();
        }
    }

    /** How a body may end before its end. */
    enum Break {
        RESET {
            @Override
            void happen(StubServer.Connection connection) throws Exception {
                connection.reset();
            }
        },
        CLOSE {
            @Override
            void happen(StubServer.Connection connection) throws Exception {
                connection.close();
            }
        },
        GARBAGE {
            @Override
            void happen(StubServer.Connection connection) throws Exception {
                connection.send("this is no chunk\r\n");
            }
        };

        abstract void happen(StubServer.Connection connection) throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    void brokenOffWithinAChunkedBody(Break how) {
        List<String> read = new ArrayList<>();
        try (StubServer server = new StubServer(connection -> {
                    connection.send(HEAD + StubServer.asChunk("{\"n\":1}\n") + StubServer.asChunk("{\"n\":2}\n"));
                    connection.received();
                    breaking(how, connection);
                });
                Transport transport = Calls.to(server);
                Exchange exchange = transport.open(Calls.chat(), Calls.fresh())) {
            exchange.start();
            LineReader lines = exchange.lines();
            assertThatThrownBy(() -> {
                        while (lines.next()) {
                            read.add(new String(lines.array(), lines.offset(), lines.length()));
                            server.readerHasRead(read.size());
                        }
                    })
                    .isInstanceOfSatisfying(ConnectionException.class, failure -> {
                        assertThat(failure.kind()).isEqualTo(Kind.BROKEN_OFF);
                        assertThat(failure.evidence()).isEqualTo(Evidence.SOFT);
                    })
                    .hasMessageContaining("reading the answer");
            assertThat(read).containsExactly("{\"n\":1}", "{\"n\":2}");
        }
    }

    @Test
    void shorterThanItsLength() {
        StubServer.Script script = connection -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":");
            connection.close();
        };
        try (StubServer server = new StubServer(script);
                Transport transport = Calls.to(server);
                Exchange exchange = transport.open(Calls.chat(), Calls.fresh())) {
            exchange.start();
            assertThatThrownBy(() -> exchange.body(1000))
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.BROKEN_OFF))
                    .hasMessageContaining("closed by the server");
        }
    }

    @Test
    void errorTextOfABrokenAnswerIsWhatArrived() {
        StubServer.Script script = connection -> {
            connection.send("HTTP/1.1 500 Oops\r\nContent-Length: 100\r\n\r\nout of memory");
            connection.close();
        };
        try (StubServer server = new StubServer(script);
                Transport transport = Calls.to(server);
                Exchange exchange = transport.open(Calls.chat(), Calls.fresh())) {
            assertThat(exchange.start()).isEqualTo(500);
            assertThat(exchange.errorText()).isEqualTo("out of memory");
        }
    }

    @Test
    void messagesNeverQuoteWhatAForeignServiceSays() {
        StubServer.Script script = connection -> {
            connection.send("secret-banner with\u001b[31m escapes\r\n\r\n");
            connection.close();
        };
        try (StubServer server = new StubServer(script);
                Transport transport = Calls.to(server)) {
            assertThatThrownBy(() -> transport.open(Calls.chat(), Calls.fresh()).start())
                    .hasMessageNotContaining("secret-banner")
                    .hasMessageNotContaining("\u001b");
        }
    }

    private static void breaking(Break how, StubServer.Connection connection) {
        try {
            how.happen(connection);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void failsWith(Kind kind, Exchange exchange) {
        assertThatThrownBy(exchange::start).isInstanceOfSatisfying(ConnectionException.class, failure -> {
            if (kind != null) {
                assertThat(failure.kind()).as(() -> trace(failure)).isEqualTo(kind);
            }
            assertThat(failure.getMessage())
                    .contains("://127.0.0.1:")
                    .endsWith(". " + failure.kind().advice());
            assertThat(failure.getCause()).isNotNull();
        });
    }

    private static String trace(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            text.append(cause).append(" <- ");
        }
        return text.toString();
    }

    private static int closedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
