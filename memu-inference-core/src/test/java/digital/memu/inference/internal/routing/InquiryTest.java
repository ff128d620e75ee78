package digital.memu.inference.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.ConnectionException.Kind;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.InferenceTimeoutException.Clock;
import digital.memu.inference.failure.InvalidResponseException;
import digital.memu.inference.failure.MisconfiguredException;
import digital.memu.inference.failure.ServerException;
import digital.memu.inference.failure.UndecidedException;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.InferenceListener;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.testing.FakeBackend;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which answers to a question about its life prove a silent server dead. */
class InquiryTest {

    private static final String URL = "http://pc";

    private final ManualClock clock = new ManualClock();
    private final RoutingPolicy policy = RoutingPolicy.defaults();
    private final Inquiry inquiry = new Inquiry(clock, policy, Runnable::run);
    private InferenceException failure;
    private int asked;
    private final Member member = new Member(
            new WrappedFake(FakeBackend.named("pc").build()) {
                @Override
                public void probe(CallContext context) {
                    asked++;
                    throw failure;
                }
            },
            new InferenceListener() {},
            policy,
            clock);

    private boolean alive(InferenceException told) {
        failure = told;
        return inquiry.about(member).join().alive();
    }

    private static ConnectionException connection(Kind kind) {
        return new ConnectionException(kind, URL, "connecting", "on purpose", null);
    }

    static Stream<InferenceException> signsOfLife() {
        return Stream.of(
                new ServerException(URL, 503, "overloaded", "", null),
                new InvalidResponseException(URL, "no version", null),
                new MisconfiguredException(URL, 404, "a printer", "", null),
                new UndecidedException(URL, "it starts"),
                connection(Kind.NOT_HTTP),
                connection(Kind.BROKEN_OFF));
    }

    @ParameterizedTest
    @MethodSource("signsOfLife")
    void whoeverAnswersLives(InferenceException answer) {
        assertThat(alive(answer)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "NO_ROUTE", "CONNECT_TIMEOUT", "RESET", "CLOSED"})
    void whoeverCannotBeReachedIsDead(Kind kind) {
        assertThat(alive(connection(kind))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"FIRST_EVENT", "STALL", "UPLOAD"})
    void whoeverIsSilentIsDead(Clock silent) {
        assertThat(alive(new InferenceTimeoutException(silent, URL, Duration.ofSeconds(2))))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNKNOWN_HOST", "RESOLVER_SILENT"})
    void aNameServiceThatFailsCondemnsNoRunningAnswer(Kind kind) {
        List<InferenceException> verdicts = new ArrayList<>();
        failure = connection(kind);
        Watch watch = new Watch(member, null, policy.timeouts(), inquiry, clock, verdicts::add);
        watch.waits();

        clock.advance(Duration.ofSeconds(2));
        clock.advance(Duration.ofSeconds(2));

        assertThat(asked).as("it is asked again").isEqualTo(2);
        assertThat(verdicts).isEmpty();
        assertThat(member.health().reach()).isNotEqualTo(BackendState.DOWN);

        failure = connection(Kind.CONNECT_TIMEOUT);
        clock.advance(Duration.ofSeconds(2));
        assertThat(verdicts).isNotEmpty();
        watch.end();
    }

    @Test
    void aServerThatAnswersWithAFailureIsLeftToAnswer() {
        List<InferenceException> verdicts = new ArrayList<>();
        failure = new ServerException(URL, 502, "the proxy is tired", "", null);
        Watch watch = new Watch(member, null, policy.timeouts(), inquiry, clock, verdicts::add);
        watch.waits();

        clock.advance(Duration.ofSeconds(2));

        assertThat(asked).isEqualTo(1);
        assertThat(verdicts).isEmpty();
        watch.end();
    }
}
