package digital.memu.inference.immich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.ConnectionException.Kind;
import digital.memu.inference.failure.MisconfiguredException;
import digital.memu.inference.internal.http.BodyEnd;
import digital.memu.inference.internal.http.ExchangeRequest;
import digital.memu.inference.internal.http.Transport;
import digital.memu.inference.route.HostAddress;
import digital.memu.inference.route.Tier;
import digital.memu.inference.route.Timeouts;
import digital.memu.inference.route.Zone;
import digital.memu.inference.testing.ManualClock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is known of a server outlasts what is only the network's fault. */
class ImmichMlServerTest {

    private static final ImmichMlModel MODEL = ImmichMlModel.faces("buffalo_l");

    @ParameterizedTest
    @EnumSource(Kind.class)
    void onlyWhatAStartAnewLooksLikeMakesItForget(Kind kind) {
        boolean startedAnew = EnumSet.of(Kind.REFUSED, Kind.RESET, Kind.CLOSED, Kind.BROKEN_OFF)
                .contains(kind);
        ManualClock clock = new ManualClock();
        CallContext context = new CallContext(
                clock,
                ReplayServer.patient(Timeouts.builder()).build(),
                EnumSet.allOf(Zone.class),
                Long.MAX_VALUE,
                false);
        try (ReplayServer replay = ReplayServer.of(ReplayServer.PONG);
                ImmichMlServer server = new ImmichMlServer(
                        "pc",
                        Tier.EXTERNAL,
                        new Transport(List.of(HostAddress.parse(replay.url())), Map.of()),
                        Thresholds.defaults())) {
            server.models().learn(MODEL, ModelKnowledge.State.UNKNOWN);
            server.coolDowns().begin(List.of(MODEL), "Failed to load model 'buffalo_l'", clock.nanoTime());

            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(() -> server.ask(
                            ExchangeRequest.of("GET", "/ping", BodyEnd.none()), context, (exchange, status) -> {
                                throw new ConnectionException(kind, replay.url(), "reading", "it broke", null);
                            }));

            assertThat(server.models().of(MODEL)).isEqualTo(startedAnew ? null : ModelKnowledge.State.UNKNOWN);
            Throwable refused =
                    catchThrowable(() -> server.coolDowns().check(replay.url(), List.of(MODEL), clock.nanoTime()));
            if (startedAnew) {
                assertThat(refused).isNull();
            } else {
                assertThat(refused).isInstanceOf(MisconfiguredException.class);
            }
        }
    }
}
