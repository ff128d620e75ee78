package digital.memu.inference.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.health.DiagnosisCode;
import digital.memu.inference.internal.http.HostResolver;
import digital.memu.inference.testing.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What needs another name service, other addresses of this device, or another kind of server than there is. */
@Timeout(120)
class SeamsTest {

    private static final Duration ENOUGH = Duration.ofSeconds(30);

    private final ManualClock clock = new ManualClock();
    private final CountDownLatch asked = new CountDownLatch(1);

    /** Answers nobody, but ends when it is told to. */
    private final HostResolver silent = host -> {
        asked.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new UnknownHostException(host);
    };

    @Test
    void aSilentNameServiceIsNotWaitedFor() throws Exception {
        try (ConnectionTest test =
                of("gaming-pc", new FakeKind("Echo", 7)).resolver(silent).build()) {
            CompletableFuture<Diagnosis> running = test.start();
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(clock.awaitTimers(1, ENOUGH)).isTrue();

            clock.advance(Duration.ofSeconds(3));

            assertThat(running.get(30, TimeUnit.SECONDS).code()).isEqualTo(DiagnosisCode.DNS_FAILED);
        }
    }

    @Test
    void aLookUpCanBeEnded() throws Exception {
        try (ConnectionTest test =
                of("gaming-pc", new FakeKind("Echo", 7)).resolver(silent).build()) {
            CompletableFuture<Diagnosis> running = test.start();
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

            test.cancel();

            assertThatThrownBy(() -> running.get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(InferenceCancelledException.class);
        }
    }

    /** However soon: that no thread has begun with it yet is nothing that the caller could see. */
    @Test
    void aTestThatHasOnlyJustBegunCanBeEnded() {
        try (ConnectionTest one = of("gaming-pc", new FakeKind("Echo", 7))
                        .resolver(silent)
                        .build();
                SettingsTest all = ConnectionTest.all(InferenceSettings.of(Map.of()))
                        .kinds(List.of(new FakeKind("Echo", 7), new FakeKind("Other", 9)))
                        .each(test -> test.resolver(silent).time(clock))
                        .build()) {
            for (int i = 0; i < 20; i++) {
                CompletableFuture<Diagnosis> running = one.start();
                one.cancel();
                assertThatThrownBy(() -> running.get(30, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(InferenceCancelledException.class);

                CompletableFuture<List<Diagnosis>> together = all.start();
                all.cancel();
                assertThatThrownBy(() -> together.get(30, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(InferenceCancelledException.class);
            }
        }
    }

    /** Harmless when it is checked, somebody else's when it is called. */
    @Test
    void aNameThatChangesBetweenCheckAndCallReachesNobody() throws IOException {
        AtomicInteger questions = new AtomicInteger();
        HostResolver rebinding = host -> new InetAddress[] {
            InetAddress.getByName(questions.getAndIncrement() == 0 ? "192.168.1.50" : "169.254.169.254")
        };
        try (ConnectionTest test =
                of("gaming-pc", new FakeKind("Echo", 7)).resolver(rebinding).build()) {
            assertThat(test.run().code()).isEqualTo(DiagnosisCode.ADDRESS_FORBIDDEN);
            assertThat(questions).hasValueGreaterThan(1);
        }
    }

    @Test
    void theAddressesOfThisDevice() throws IOException {
        HostResolver names = host -> new InetAddress[] {InetAddress.getByName("192.168.1.10")};
        try (ConnectionTest test = of("hub", new FakeKind("Echo", 7))
                .external()
                .resolver(names)
                .own(address -> address.getHostAddress().equals("192.168.1.10"))
                .build()) {
            assertThat(test.run().code()).isEqualTo(DiagnosisCode.SELF);
        }
    }

    @Test
    void anotherKindOfServerNeedsNoOtherTest() throws IOException {
        try (EchoServer server = new EchoServer("Echo")) {
            FakeKind echo = new FakeKind("Echo", server.port());
            FakeKind other = new FakeKind("Other", 9);

            Diagnosis right = run(of("127.0.0.1", echo));
            assertThat(right.code()).isEqualTo(DiagnosisCode.OK);
            assertThat(right.address()).isEqualTo("127.0.0.1:" + server.port());

            Diagnosis exchanged = run(of("127.0.0.1:" + server.port(), other, echo));
            assertThat(exchanged.code()).isEqualTo(DiagnosisCode.WRONG_SERVICE);
            assertThat(exchanged.sentence()).isEqualTo("That is Echo, not Other.");
            assertThat(exchanged.repair().orElseThrow().kind()).isEqualTo(Repair.Kind.SWAP);
        }
    }

    /** Many a program has an answer to one question of another kind; only the kind itself has them all. */
    @Test
    void whatOnlyLooksLikeAnotherKindIsNotCalledSo() throws IOException {
        try (EchoServer server = new EchoServer("Echo")) {
            FakeKind echo = new FakeKind("Echo", server.port(), Set.of(), false);

            Diagnosis diagnosis = run(of("127.0.0.1:" + server.port(), new FakeKind("Other", 9), echo));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.NOT_JSON);
        }
    }

    @Test
    void aPortThatWasForgotten() throws IOException {
        try (EchoServer server = new EchoServer("Echo")) {
            FakeKind echo = new FakeKind("Echo", server.port());
            for (String typed : List.of("http://127.0.0.1", "http://127.0.0.1/", "http://127.0.0.1/x")) {
                Diagnosis diagnosis = run(of(typed, echo));

                assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.PORT_MISSING);
                assertThat(diagnosis.repair().orElseThrow().value()).isEqualTo("http://127.0.0.1:" + server.port());
            }
            assertThat(run(of("http://127.0.0.1:80", echo)).code()).isNotEqualTo(DiagnosisCode.PORT_MISSING);
        }
    }

    @Test
    void aPortThatNobodyListensAtIsNotOffered() throws IOException {
        int closed;
        try (EchoServer server = new EchoServer("Echo")) {
            closed = server.port();
        }
        assertThat(run(of("http://127.0.0.1", new FakeKind("Echo", closed))).code())
                .isNotEqualTo(DiagnosisCode.PORT_MISSING);
    }

    @Test
    void whatAKindKnowsByItselfIsAWarningWithWordsForIt() throws IOException {
        try (EchoServer server = new EchoServer("Echo")) {
            FakeKind odd = new FakeKind("Echo", server.port(), Set.of(DiagnosisCode.of("ECHO_ODD")), true);

            Diagnosis diagnosis = run(of("127.0.0.1", odd));

            assertThat(diagnosis.code()).hasToString("ECHO_ODD");
            assertThat(diagnosis.severity()).isEqualTo(Severity.WARNING);
            assertThat(diagnosis.sentence()).isEqualTo("Connected to Echo. Something about it needs attention.");
        }
    }

    private ConnectionTestBuilder of(String address, FakeKind... kinds) {
        return ConnectionTest.of(address)
                .service(kinds[0].name())
                .kinds(List.of(kinds))
                .locale(Locale.ENGLISH)
                .time(clock);
    }

    private static Diagnosis run(ConnectionTestBuilder builder) {
        try (ConnectionTest test = builder.build()) {
            return test.run();
        }
    }
}
