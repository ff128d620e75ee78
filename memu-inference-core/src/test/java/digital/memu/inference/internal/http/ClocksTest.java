package digital.memu.inference.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.InferenceTimeoutException.Clock;
import digital.memu.inference.failure.InvalidResponseException;
import digital.memu.inference.route.HostAddress;
import digital.memu.inference.route.Timeouts;
import digital.memu.inference.route.Zone;
import digital.memu.inference.testing.ManualClock;
import digital.memu.support.CrowdedPort;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The clocks against a real socket, with time moved by hand. */
@Timeout(60)
@SuppressWarnings("try") // closing is what is tested here
class ClocksTest {

    private final ManualClock clock = new ManualClock();

    @Test
    void dialThatNobodyAnswers() throws Exception {
        try (CrowdedPort server = new CrowdedPort();
                Transport transport = Calls.to(HostAddress.parse(server.url()))) {
            Caller<Object> caller = Caller.run(() -> {
                transport.dial(context());
                return null;
            });
            assertThat(clock.awaitTimers(1, StubServer.patience())).isTrue();
            clock.advance(Duration.ofMillis(499));
            assertThat(caller.isDone()).isFalse();
            clock.advance(Duration.ofMillis(1));
            connectTimeout(caller.failure());
        }
    }

    @Test
    void wordsOfAnErrorThatDoNotCome() throws Exception {
        try (StubServer server = new StubServer(connection -> {
                    connection.send("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 100\r\n\r\nbusy");
                    connection.hold();
                });
                Transport transport = Calls.to(server);
                Exchange exchange = transport.open(Calls.chat(), context())) {
            assertThat(exchange.start()).isEqualTo(503);
            Caller<String> caller = Caller.run(exchange::errorText);
            Caller.until("all that was sent to be passed on", Traces::clientsWait);
            caller.awaitWaiting();

            clock.advance(Timeouts.defaults().probe());

            assertThat(caller.result()).isEqualTo("busy");
            server.awaitAllClosed();
        }
    }

    @Test
    void firstOfTwoAddressesLeavesTimeForTheSecond() throws Exception {
        HostResolver both =
                host -> new InetAddress[] {InetAddress.getByName("127.0.0.1"), InetAddress.getByName("::1")};
        try (CrowdedPort server = new CrowdedPort();
                Transport transport = Calls.to(both, HostAddress.parse("http://gaming_pc:" + server.port()))) {
            Caller<Object> caller = Caller.run(() -> {
                transport.dial(context());
                return null;
            });
            assertThat(clock.awaitTimers(2, StubServer.patience())).isTrue();
            clock.advance(Duration.ofMillis(250));
            Throwable failure = caller.failure();
            connectTimeout(failure);
            assertThat(failure.getSuppressed()).hasSize(1);
            assertThat(failure.getSuppressed()[0]).hasMessageContaining("refused");
            assertThat(clock.timers()).isZero();
        }
    }

    @Test
    void connectOfTheClientThatNobodyAnswers() throws Exception {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        try (Transport transport = Calls.to(HostAddress.parse("http://127.0.0.1:" + socket.getLocalPort()))) {
            Caller<Object> first = Caller.reading(transport.open(Calls.chat(), Calls.fresh()));
            socket.accept().close(); // the dial of the first exchange
            try (Socket connection = socket.accept()) {
                connection.getOutputStream().write(StubServer.ok("{}").getBytes(StandardCharsets.UTF_8));
                first.result();
            }
            try (CrowdedPort full = new CrowdedPort(socket)) {
                CallContext seen = Calls.context(clock, Timeouts.defaults(), true);
                Caller<Object> caller = Caller.reading(transport.open(Calls.chat(), seen));
                assertThat(clock.awaitTimers(1, StubServer.patience())).isTrue();
                caller.awaitWaiting();
                clock.advance(Duration.ofMillis(500));
                connectTimeout(caller.failure());
            }
        }
    }

    @Test
    void serverThatDoesNotTakeTheRequest() throws Exception {
        try (StubServer server = new StubServer(connection -> new CountDownLatch(1).await());
                Transport transport = new Transport(
                        List.of(server.address()), Map.of("X-Stub-Do-Not-Read", "1"), BodyLimits.defaults())) {
            CountDownLatch begun = new CountDownLatch(1);
            RequestBody large = new HastyBody(
                    "application/json",
                    64 << 20,
                    () -> {
                        begun.countDown();
                        return new ByteArrayInputStream(new byte[64 << 20]);
                    },
                    e -> new InvalidResponseException("http://here", "it was read when the time was over", e));
            Caller<Object> caller =
                    Caller.reading(transport.open(ExchangeRequest.post("/api/chat", large, BodyEnd.none()), context()));
            assertThat(begun.await(StubServer.patienceMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
            Caller.until("the upload to be given up", () -> {
                // While the client has something to do, it is not the server that holds it up.
                if (Traces.clientsWait()) {
                    clock.advance(Duration.ofSeconds(5));
                }
                return caller.isDone();
            });
            assertThat(clockOf(caller.failure())).isEqualTo(Clock.UPLOAD);
        }
    }

    @Test
    void silenceBeforeTheHead() throws Exception {
        try (StubServer server = new StubServer(StubServer.Connection::hold);
                Transport transport = Calls.to(server)) {
            int sent = 0;
            for (ExchangeRequest request : List.of(Calls.chat(), Calls.version())) {
                Caller<Object> caller = Caller.reading(transport.open(request, context()));
                server.awaitRequests(++sent);
                caller.awaitWaiting();
                clock.advance(Duration.ofMinutes(5).minusMillis(1));
                assertThat(caller.isDone()).isFalse();
                clock.advance(Duration.ofMillis(1));
                assertThat(clockOf(caller.failure())).isEqualTo(Clock.FIRST_EVENT);
                server.awaitAllClosed();
                assertThat(clock.timers()).isZero();
            }
        }
    }

    @Test
    void silenceAfterTheHead() throws Exception {
        StubServer.Script script = connection -> {
            connection.sendChunkedHead();
            connection.hold();
        };
        try (StubServer server = new StubServer(script);
                Transport transport = Calls.to(server);
                Exchange exchange = transport.open(Calls.chat(), context())) {
            assertThat(exchange.start()).isEqualTo(200);
            Caller<Object> caller = Caller.run(() -> exchange.lines().next());
            caller.awaitWaiting();
            clock.advance(Duration.ofMinutes(5));
            assertThat(clockOf(caller.failure())).isEqualTo(Clock.FIRST_EVENT);
            server.awaitAllClosed();
        }
    }

    @Test
    void silenceAfterAToken() throws Exception {
        CountDownLatch more = new CountDownLatch(1);
        StubServer.Script script = connection -> {
            connection.sendChunkedHead();
            connection.chunk("{\"n\":1}\n");
            more.await();
            connection.chunk("{\"n\":2}\n");
            connection.hold();
        };
        try (StubServer server = new StubServer(script);
                Transport transport = Calls.to(server);
                Exchange exchange = transport.open(Calls.chat(), context())) {
            exchange.start();
            LineReader lines = exchange.lines();
            assertThat(lines.next()).isTrue();
            clock.advance(Duration.ofHours(1)); // a slow reader is not a stalled server
            more.countDown();
            assertThat(lines.next()).isTrue();
            Caller<Object> caller = Caller.run(lines::next);
            caller.awaitWaiting();
            clock.advance(Duration.ofSeconds(30).minusNanos(1));
            assertThat(caller.isDone()).isFalse();
            clock.advance(Duration.ofNanos(1));
            assertThat(clockOf(caller.failure())).isEqualTo(Clock.STALL);
            assertThatThrownBy(lines::next).isInstanceOf(InferenceTimeoutException.class);
            server.awaitAllClosed();
        }
    }

    @Test
    void deadline() throws Exception {
        long deadline = clock.nanoTime() + Duration.ofSeconds(2).toNanos();
        CallContext limited = new CallContext(clock, Timeouts.defaults(), EnumSet.allOf(Zone.class), deadline, false);
        try (StubServer server = new StubServer(StubServer.Connection::hold);
                Transport transport = Calls.to(server)) {
            Caller<Object> caller = Caller.reading(transport.open(Calls.chat(), limited));
            server.awaitRequests(1);
            clock.advance(Duration.ofSeconds(2));
            Throwable failure = caller.failure();
            assertThat(clockOf(failure)).isEqualTo(Clock.TOTAL);
            assertThat(failure).hasMessageContaining("within 2 s");
            server.awaitAllClosed();
            int before = server.accepted();
            assertThatThrownBy(() -> transport.open(Calls.chat(), limited).start())
                    .isInstanceOf(InferenceTimeoutException.class);
            assertThat(server.accepted())
                    .as("nothing is dialled after the deadline")
                    .isEqualTo(before);
        }
    }

    @Test
    void whatArrivedBeforeAStallIsStillRead() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        StubServer.Script script = connection -> {
            connection.sendChunkedHead();
            connection.chunk("{\"n\":1}\n{\"n\":2}\n{\"n\":3");
            sent.countDown();
            connection.hold();
        };
        try (StubServer server = new StubServer(script);
                Transport transport = Calls.to(server);
                Exchange exchange = transport.open(Calls.chat(), context())) {
            exchange.start();
            LineReader lines = exchange.lines();
            assertThat(lines.next()).isTrue();
            assertThat(lines.next()).isTrue();
            Caller<Object> caller = Caller.run(lines::next);
            caller.awaitWaiting();
            clock.advance(Duration.ofSeconds(30));
            assertThat(clockOf(caller.failure())).isEqualTo(Clock.STALL);
        }
    }

    private CallContext context() {
        return Calls.context(clock, Timeouts.defaults(), false);
    }

    private static void connectTimeout(Throwable failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        it -> assertThat(it.kind()).isEqualTo(ConnectionException.Kind.CONNECT_TIMEOUT))
                .hasMessageContaining("no answer within 500 ms");
    }

    private static Clock clockOf(Throwable failure) {
        assertThat(failure).isInstanceOf(InferenceException.class).isInstanceOf(InferenceTimeoutException.class);
        return ((InferenceTimeoutException) failure).clock();
    }
}
