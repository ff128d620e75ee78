package digital.memu.inference.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.DestinationForbiddenException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.route.Evidence;
import digital.memu.inference.route.HostAddress;
import digital.memu.inference.route.Timeouts;
import digital.memu.inference.route.Zone;
import digital.memu.inference.testing.ManualClock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ResolveTest {

    private final ManualClock clock = new ManualClock();

    @Test
    void nameWithoutAnAddress() {
        assertThatThrownBy(() -> dial(names(Map.of()), "http://gaming-pc:11434"))
                .isInstanceOfSatisfying(ConnectionException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(ConnectionException.Kind.UNKNOWN_HOST);
                    assertThat(failure.evidence()).isEqualTo(Evidence.HARD);
                    assertThat(failure).hasCauseInstanceOf(UnknownHostException.class);
                })
                .hasMessageStartingWith(
                        "http://gaming-pc:11434: looking up the name: there is no address for gaming-pc.");
    }

    @Test
    void firstAddressWhoseNameResolvesIsTaken() {
        try (StubServer server = StubServer.answering(StubServer.ok("{}"));
                Transport transport = Calls.to(
                        names(Map.of("localhost", List.of("127.0.0.1"))),
                        HostAddress.parse("http://immich-machine-learning:3003"),
                        HostAddress.parse("http://localhost:" + server.port()),
                        HostAddress.parse("http://127.0.0.1:1"));
                Exchange exchange = transport.open(Calls.version(), Calls.fresh())) {
            assertThat(exchange.url()).isEqualTo("http://immich-machine-learning:3003/api/version");
            exchange.start();
            assertThat(exchange.url()).isEqualTo("http://localhost:" + server.port() + "/api/version");
        }
    }

    @Test
    void numericAddressNeedsNoResolver() {
        awaitNoResolver();
        try (StubServer server = StubServer.answering(StubServer.ok("{}"));
                Transport transport = Calls.to(
                        host -> {
                            throw new AssertionError("asked for " + host);
                        },
                        server.address())) {
            transport.dial(Calls.fresh());
            assertThat(resolvers()).isZero();
        }
        assertThatThrownBy(() -> dial(names(Map.of()), "http://[::1]:1")).hasMessageContaining("refused");
    }

    @Test
    void nameThatNoUrlMayCarryIsDialledByItsAddress() {
        try (StubServer server = StubServer.answering(StubServer.ok("{}"));
                Transport transport = Calls.to(
                        names(Map.of("immich_ml", List.of("127.0.0.1"))),
                        HostAddress.parse("http://immich_ml:" + server.port()));
                Exchange exchange = transport.open(Calls.version(), Calls.fresh())) {
            assertThat(exchange.start()).isEqualTo(200);
            assertThat(exchange.url()).isEqualTo("http://immich_ml:" + server.port() + "/api/version");
            assertThat(server.requests().get(0).head()).contains("Host: 127.0.0.1:" + server.port());
        }
    }

    @Test
    void secondAddressOfANameServes() {
        try (StubServer server = StubServer.answering(StubServer.ok("{}"));
                Transport transport = Calls.to(
                        names(Map.of("localhost", List.of("::1", "127.0.0.1"))),
                        HostAddress.parse("http://localhost:" + server.port()));
                Exchange exchange = transport.open(Calls.version(), Calls.fresh())) {
            assertThat(exchange.start()).isEqualTo(200);
        }
    }

    @Test
    void silentResolverBlocksNobodyLongerThanTheLimit() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        HostResolver silent = host -> hang(never);
        try (Transport transport = Calls.to(silent, HostAddress.parse("http://gaming-pc:1"))) {
            Caller<Object> caller = Caller.run(() -> {
                transport.dial(context(Timeouts.defaults()));
                return null;
            });
            assertThat(clock.awaitTimers(1, StubServer.patience())).isTrue();
            clock.advance(Duration.ofMillis(999));
            assertThat(caller.isDone()).isFalse();
            clock.advance(Duration.ofMillis(1));
            assertThat(caller.failure())
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(ConnectionException.Kind.RESOLVER_SILENT));
        }
        awaitNoResolver();
    }

    @Test
    void whoeverAsksForTheSameNameJoinsTheLookUp() throws Exception {
        awaitNoResolver();
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        HostResolver silent = host -> {
            asked.incrementAndGet();
            begun.countDown();
            return hang(never);
        };
        try (Transport transport = Calls.to(silent, HostAddress.parse("http://gaming-pc:1"))) {
            List<Caller<Object>> callers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                callers.add(Caller.run(() -> {
                    transport.dial(context(Timeouts.defaults()));
                    return null;
                }));
            }
            assertThat(clock.awaitTimers(50, StubServer.patience())).isTrue();
            assertThat(begun.await(StubServer.patienceMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
            assertThat(resolvers()).isEqualTo(1);
            clock.advance(Duration.ofSeconds(1));
            for (Caller<Object> caller : callers) {
                assertThat(caller.failure()).hasMessageContaining("silent about gaming-pc");
            }
            assertThat(asked).hasValue(1);
            assertThat(clock.timers()).isZero();
        }
    }

    @Test
    void numericAddressAtTheEndServesThoughTheResolverIsDead() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (StubServer server = StubServer.answering(StubServer.ok("{}"));
                Transport transport =
                        Calls.to(host -> hang(never), HostAddress.parse("http://immich_ml:3003"), server.address())) {
            Caller<Object> caller = Caller.run(() -> {
                transport.dial(context(Timeouts.defaults()));
                return "dialled";
            });
            assertThat(clock.awaitTimers(1, StubServer.patience())).isTrue();
            clock.advance(Duration.ofSeconds(1));
            assertThat(caller.result()).isEqualTo("dialled");
        }
    }

    @Test
    void oneForbiddenAddressRefusesTheName() {
        HostResolver mixed = names(Map.of("gaming-pc", List.of("127.0.0.1", "169.254.169.254")));
        assertThatThrownBy(() -> dial(mixed, "http://gaming-pc:1", "http://127.0.0.1:1"))
                .isInstanceOf(DestinationForbiddenException.class)
                .hasMessageContaining("gaming-pc")
                .hasMessageContaining("169.254.169.254");
        assertThatThrownBy(() -> dial(mixed, "http://169.254.169.254:80"))
                .isInstanceOf(DestinationForbiddenException.class);
    }

    @Test
    void zoneMustBeAllowed() {
        HostResolver resolver = names(Map.of("gaming-pc", List.of("127.0.0.1"), "cloud", List.of("8.8.8.8")));
        CallContext home =
                new CallContext(Calls.TIME, Calls.PATIENT, Set.of(Zone.THIS_DEVICE, Zone.LAN), Long.MAX_VALUE, false);
        try (Transport transport = Calls.to(resolver, HostAddress.parse("https://cloud"))) {
            assertThatThrownBy(() -> transport.dial(home))
                    .isInstanceOfSatisfying(
                            InferenceException.class,
                            failure -> assertThat(failure.evidence()).isEqualTo(Evidence.CONFIGURATION))
                    .isInstanceOf(DestinationForbiddenException.class)
                    .hasMessageContaining("8.8.8.8");
        }
    }

    @Test
    void idleResolverThreadsEnd() {
        try (Transport transport = Calls.to(names(Map.of()), HostAddress.parse("http://gaming-pc:1"))) {
            assertThatThrownBy(() -> transport.dial(Calls.fresh())).hasMessageContaining("no address");
            assertThat(resolvers()).isPositive();
            awaitNoResolver();
        }
    }

    @Test
    void resolverThatFailsOddlyIsAnUnknownHost() {
        HostResolver broken = host -> {
            throw new IllegalStateException("odd");
        };
        assertThatThrownBy(() -> dial(broken, "http://gaming-pc:1"))
                .hasMessageContaining("no address for gaming-pc")
                .hasRootCauseMessage("odd");
    }

    private static void awaitNoResolver() {
        Caller.until("the resolver's threads to end", () -> resolvers() == 0);
    }

    private static long resolvers() {
        return Traces.threads().stream()
                .filter(thread -> thread.getName().startsWith("memu-inference-resolver"))
                .count();
    }

    private static InetAddress[] hang(CountDownLatch never) throws UnknownHostException {
        try {
            never.await();
            throw new AssertionError("never");
        } catch (InterruptedException e) {
            throw new UnknownHostException("interrupted");
        }
    }

    private CallContext context(Timeouts timeouts) {
        return Calls.context(clock, timeouts, false);
    }

    private static void dial(HostResolver resolver, String... addresses) {
        HostAddress[] parsed =
                java.util.Arrays.stream(addresses).map(HostAddress::parse).toArray(HostAddress[]::new);
        try (Transport transport = Calls.to(resolver, parsed)) {
            transport.dial(Calls.fresh());
        }
    }

    /** A resolver that knows these names. */
    private static HostResolver names(Map<String, List<String>> known) {
        Map<String, List<String>> names = new ConcurrentHashMap<>(known);
        return host -> {
            List<String> addresses = names.get(host);
            if (addresses == null) {
                throw new UnknownHostException(host);
            }
            InetAddress[] found = new InetAddress[addresses.size()];
            for (int i = 0; i < found.length; i++) {
                found[i] = InetAddress.getByName(addresses.get(i));
            }
            return found;
        };
    }
}
