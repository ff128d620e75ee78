package digital.memu.inference.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.route.Evidence;
import digital.memu.inference.route.HostAddress;
import digital.memu.support.CrowdedPort;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever an exchange is doing, it can be ended from outside, and the server sees it. */
@Timeout(60)
@SuppressWarnings("try") // closing is what is tested here
class CancelTest {

    /** Who ends it. */
    enum By {
        CLOSE {
            @Override
            void end(Exchange exchange, CallContext context, Caller<?> caller) {
                exchange.close();
            }
        },
        CONTEXT {
            @Override
            void end(Exchange exchange, CallContext context, Caller<?> caller) {
                context.cancel();
            }
        },
        INTERRUPT {
            @Override
            void end(Exchange exchange, CallContext context, Caller<?> caller) {
                caller.thread().interrupt();
            }
        };

        abstract void end(Exchange exchange, CallContext context, Caller<?> caller);
    }

    @ParameterizedTest
    @EnumSource
    void resolving(By by) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        HostResolver silent = host -> {
            asked.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // the transport was closed
            }
            throw new UnknownHostException(host);
        };
        try (Transport transport = Calls.to(silent, HostAddress.parse("http://gaming-pc:1"))) {
            CallContext context = Calls.fresh();
            Exchange exchange = transport.open(Calls.chat(), context);
            Caller<Boolean> caller = start(exchange);
            asked.await();
            caller.awaitWaiting();
            by.end(exchange, context, caller);
            cancelled(caller);
        }
    }

    @ParameterizedTest
    @EnumSource
    void dialling(By by) throws Exception {
        try (CrowdedPort server = new CrowdedPort();
                Transport transport = Calls.to(HostAddress.parse(server.url()))) {
            CallContext context = Calls.dialled();
            Exchange exchange = transport.open(Calls.chat(), context);
            Caller<Boolean> caller = start(exchange);
            Caller.until("the dial", () -> stack(caller).contains("connect0"));
            by.end(exchange, context, caller);
            cancelled(caller);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sending(By by) throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        try (StubServer server = new StubServer(connection -> {
                    ended.await();
                    connection.hold();
                });
                Transport transport = new Transport(List.of(server.address()), Map.of("X-Stub-Do-Not-Read", "1"))) {
            CallContext context = Calls.fresh();
            ExchangeRequest large = ExchangeRequest.post("/api/chat", new byte[64 << 20], BodyEnd.none());
            Exchange exchange = transport.open(large, context);
            Caller<Boolean> caller = start(exchange);
            server.awaitRequests(1);
            caller.awaitWaiting();
            by.end(exchange, context, caller);
            cancelled(caller);
            ended.countDown();
            server.awaitAllClosed();
        }
    }

    @ParameterizedTest
    @EnumSource
    void waitingForTheHead(By by) throws Exception {
        try (StubServer server = new StubServer(StubServer.Connection::hold);
                Transport transport = Calls.to(server)) {
            CallContext context = Calls.fresh();
            Exchange exchange = transport.open(Calls.chat(), context);
            Caller<Boolean> caller = start(exchange);
            server.awaitRequests(1);
            by.end(exchange, context, caller);
            cancelled(caller);
            server.awaitAllClosed();
        }
    }

    @ParameterizedTest
    @EnumSource
    void waitingForTheFirstByte(By by) throws Exception {
        midBody(by, 0);
    }

    @ParameterizedTest
    @EnumSource
    void waitingForTheNextToken(By by) throws Exception {
        midBody(by, 3);
    }

    private static void midBody(By by, int tokens) throws Exception {
        StubServer.Script script = connection -> {
            connection.sendChunkedHead();
            for (int i = 0; i < tokens; i++) {
                connection.chunk("{\"n\":" + i + "}\n");
            }
            connection.hold();
        };
        try (StubServer server = new StubServer(script);
                Transport transport = Calls.to(server)) {
            CallContext context = Calls.fresh();
            Exchange exchange = transport.open(Calls.chat(), context);
            exchange.start();
            LineReader lines = exchange.lines();
            for (int i = 0; i < tokens; i++) {
                assertThat(lines.next()).isTrue();
            }
            Caller<Boolean> caller = Caller.run(() -> {
                try {
                    return lines.next();
                } finally {
                    assertThat(Thread.currentThread().isInterrupted()).isEqualTo(by == By.INTERRUPT);
                }
            });
            caller.awaitWaiting();
            by.end(exchange, context, caller);
            cancelled(caller);
            server.awaitAllClosed();
            assertThatThrownBy(lines::next).isInstanceOf(InferenceCancelledException.class);
        }
    }

    /** Tokens keep coming: nothing that has arrived is read after the close. */
    @Test
    void whileTokensFlow() throws Exception {
        StubServer.Script script = connection -> {
            connection.sendChunkedHead();
            while (true) {
                connection.chunk("{\"done\":false}\n");
            }
        };
        try (StubServer server = new StubServer(script);
                Transport transport = Calls.to(server);
                Exchange exchange = transport.open(Calls.chat(), Calls.fresh())) {
            exchange.start();
            LineReader lines = exchange.lines();
            for (int i = 0; i < 1000; i++) {
                assertThat(lines.next()).isTrue();
            }
            exchange.close();
            exchange.close();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 10_000; i++) {
                            lines.next();
                        }
                    })
                    .isInstanceOf(InferenceCancelledException.class);
            server.awaitAllClosed();
        }
    }

    @Test
    void beforeTheStart() {
        try (StubServer server = StubServer.answering(StubServer.ok("{}"));
                Transport transport = Calls.to(server)) {
            Exchange closed = transport.open(Calls.chat(), Calls.fresh());
            closed.close();
            assertThatThrownBy(closed::start).isInstanceOf(InferenceCancelledException.class);
            CallContext context = Calls.fresh();
            context.cancel();
            assertThatThrownBy(() -> transport.open(Calls.chat(), context).start())
                    .isInstanceOf(InferenceCancelledException.class);
            assertThat(server.accepted()).isZero();
        }
    }

    @Test
    void dialIsCancelledThroughItsContext() throws Exception {
        try (CrowdedPort server = new CrowdedPort();
                Transport transport = Calls.to(HostAddress.parse(server.url()))) {
            CallContext context = Calls.dialled();
            Caller<Boolean> caller = Caller.run(() -> {
                transport.dial(context);
                return true;
            });
            Caller.until("the dial", () -> stack(caller).contains("connect0"));
            context.cancel();
            cancelled(caller);
        }
    }

    @Test
    void interruptedBeforeItWaits() throws Exception {
        try (StubServer server = new StubServer(StubServer.Connection::hold);
                Transport transport = Calls.to(server)) {
            Caller<Boolean> caller = Caller.run(() -> {
                Thread.currentThread().interrupt();
                try {
                    transport.open(Calls.chat(), Calls.fresh()).start();
                    return true;
                } finally {
                    assertThat(Thread.currentThread().isInterrupted()).isTrue();
                }
            });
            cancelled(caller);
        }
    }

    /** Closed at a random moment by another thread, again and again: always an answer or the one exception. */
    @Test
    void atAnyMoment() throws Exception {
        java.util.Random random = new java.util.Random(1);
        StubServer.Script script = connection -> {
            connection.sendChunkedHead();
            for (int i = 0; i < 5; i++) {
                connection.chunk("{\"done\":" + (i == 4) + "}\n");
            }
            connection.endOfChunks();
        };
        try (StubServer server = new StubServer(script);
                Transport transport = Calls.to(server)) {
            for (int i = 0; i < 300; i++) {
                Exchange exchange = transport.open(Calls.chat(), i % 2 == 0 ? Calls.fresh() : Calls.dialled());
                Caller<Object> caller = Caller.reading(exchange);
                java.util.concurrent.locks.LockSupport.parkNanos(random.nextInt(600_000));
                exchange.close();
                try {
                    assertThat((List<?>) caller.result()).hasSize(5);
                } catch (java.util.concurrent.ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(InferenceCancelledException.class);
                }
            }
            server.awaitAllClosed();
        }
    }

    private static Caller<Boolean> start(Exchange exchange) {
        return Caller.run(() -> {
            try {
                exchange.start();
                return true;
            } catch (InferenceException e) {
                assertThat(Thread.currentThread().isInterrupted())
                        .isEqualTo(e.getMessage().contains("interrupted"));
                throw e;
            }
        });
    }

    private static void cancelled(Caller<?> caller) throws InterruptedException {
        assertThat(caller.failure())
                .isInstanceOfSatisfying(
                        InferenceCancelledException.class,
                        failure -> assertThat(failure.evidence()).isEqualTo(Evidence.NONE))
                .hasMessageStartingWith("http://");
    }

    private static String stack(Caller<?> caller) {
        return java.util.Arrays.toString(caller.thread().getStackTrace());
    }
}
