package digital.memu.inference.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.route.HostAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** After its close a transport leaves neither a thread nor a socket, on every JDK and without a garbage collection. */
class CloseTest {

    /** The JVM opens some descriptors of its own at the first use, for ever. */
    @BeforeAll
    static void useSocketsOnce() {
        try (StubServer server = StubServer.answering(StubServer.ok("{}"));
                Transport transport = Calls.to(server);
                Exchange exchange = transport.open(Calls.chat(), Calls.fresh())) {
            exchange.start();
            exchange.body(100);
        }
    }

    @Test
    void buildingStartsNothing() {
        Set<Thread> before = Traces.threads();
        long sockets = Traces.sockets();
        Transport transport = Calls.to(HostAddress.parse("http://nowhere.invalid:1"));
        assertThat(Traces.since(before)).isEmpty();
        assertThat(Traces.sockets()).isLessThanOrEqualTo(sockets);
        transport.close();
        transport.close();
    }

    @Test
    void nothingIsLeftAfterSuccess() {
        Set<Thread> before = Traces.threads();
        long sockets = Traces.sockets();
        for (int round = 0; round < 5; round++) {
            try (StubServer server = StubServer.answering(StubServer.ok("{}"));
                    Transport transport = Calls.to(HostAddress.parse("http://localhost:" + server.port()))) {
                try (Exchange exchange = transport.open(Calls.version(), Calls.fresh())) {
                    exchange.start();
                    exchange.body(100);
                }
                assertThat(Traces.since(before)).isNotEmpty();
                server.awaitAllClosed();
            }
            Caller.until("all threads to end", () -> Traces.since(before).isEmpty());
        }
        Traces.awaitSockets(sockets);
    }

    @Test
    void nothingIsLeftAfterARefusal() throws Exception {
        Set<Thread> before = Traces.threads();
        long sockets = Traces.sockets();
        int port;
        try (StubServer server = StubServer.answering("")) {
            port = server.port();
        }
        try (Transport transport = Calls.to(HostAddress.parse("http://127.0.0.1:" + port))) {
            assertThatThrownBy(() -> transport.open(Calls.chat(), Calls.fresh()).start())
                    .hasMessageContaining("refused");
        }
        assertThat(Traces.since(before)).isEmpty();
        assertThat(Traces.sockets()).isLessThanOrEqualTo(sockets);
    }

    @Test
    void clientWithoutAnExchangeEnds() {
        Set<Thread> before = Traces.threads();
        OwnClient client = OwnClient.open(false);
        assertThat(Traces.since(before)).hasSize(1);
        client.shutdown();
        client.awaitEnd();
        assertThat(Traces.since(before)).isEmpty();
    }

    @Test
    void runningExchangesAreCancelled() throws Exception {
        Set<Thread> before = Traces.threads();
        long sockets = Traces.sockets();
        List<Caller<Object>> callers = new ArrayList<>();
        CountDownLatch answered = new CountDownLatch(20);
        StubServer.Script script = connection -> {
            if (connection.request().line().contains("/silent")) {
                answered.countDown();
                connection.hold();
            }
            connection.sendChunkedHead();
            connection.chunk("{\"n\":1}\n");
            answered.countDown();
            connection.hold();
        };
        try (StubServer server = new StubServer(script)) {
            Transport transport = Calls.to(server);
            for (int i = 0; i < 20; i++) {
                String path = i % 2 == 0 ? "/silent" : "/talking";
                ExchangeRequest request = ExchangeRequest.post(path, Calls.json("{}"), BodyEnd.none());
                callers.add(Caller.reading(transport.open(request, Calls.fresh())));
            }
            assertThat(answered.await(StubServer.patienceMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
            transport.close();
            assertThat(Traces.since(before)).isEmpty();
            for (Caller<Object> caller : callers) {
                assertThat(caller.failure())
                        .isInstanceOf(InferenceCancelledException.class)
                        .hasMessageContaining("closed");
            }
            server.awaitAllClosed();
        }
        Traces.awaitSockets(sockets);
    }

    @Test
    void afterCloseNothingStarts() {
        try (StubServer server = StubServer.answering(StubServer.ok("{}"))) {
            Transport transport = Calls.to(server);
            Exchange early = transport.open(Calls.version(), Calls.fresh());
            transport.close();
            assertThatThrownBy(early::start).isInstanceOf(InferenceCancelledException.class);
            assertThatThrownBy(() -> transport.open(Calls.chat(), Calls.fresh()).start())
                    .isInstanceOf(InferenceCancelledException.class);
            assertThatThrownBy(() -> transport.dial(Calls.fresh())).isInstanceOf(InferenceCancelledException.class);
            assertThat(server.accepted()).isZero();
        }
    }
}
