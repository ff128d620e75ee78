package digital.memu.inference.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.backend.Capability;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.InferenceListener;
import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.route.Tier;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A load ends for those who wait for it, whatever goes wrong beside it. */
class LoadsTest {

    private static final ChatRequest QUESTION = ChatRequest.of("Which colours?");

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedServer pc = new SimulatedServer("pc", Tier.EXTERNAL, time);
    private final SimulatedServer hub = new SimulatedServer("hub", Tier.LOCAL, time);

    @AfterEach
    void close() {
        time.close();
    }

    private Engine engine(InferenceListener listener, Executor loading) {
        return new Engine(List.of(pc, hub), RoutingPolicy.defaults(), List.of(listener), time, time, loading);
    }

    private String backend(Engine engine) {
        return time.until(time.begin(() -> engine.routed(Capability.CHAT, RequestOptions.none())
                        .send(QUESTION)
                        .route()
                        .backend()))
                .join();
    }

    @Test
    void aListenerThatLacksAClassKeepsNoModelFromUse() {
        InferenceListener broken = new InferenceListener() {
            @Override
            public void stateChanged(String backend, BackendState from, BackendState to, String reason) {
                throw new NoClassDefFoundError("on purpose");
            }
        };
        try (Engine engine = engine(broken, time)) {
            pc.become(SimulatedFault.LOADING);
            assertThat(backend(engine)).isEqualTo("hub");
            time.pass(SimulatedFault.LOAD_TIME.multipliedBy(2));

            assertThat(engine.members().get(0).loads()).isEmpty();
            assertThat(backend(engine)).isEqualTo("pc");
        }
    }

    @Test
    void aLoadForWhichThereIsNoThreadIsNotRemembered() {
        AtomicBoolean full = new AtomicBoolean(true);
        Executor loading = task -> {
            if (full.get()) {
                throw new RejectedExecutionException("on purpose");
            }
            time.execute(task);
        };
        try (Engine engine = engine(new InferenceListener() {}, loading)) {
            Member member = engine.members().get(0);
            assertThatThrownBy(() -> engine.loads().begin(member, SimulatedServer.MODEL, QUESTION))
                    .isInstanceOf(RejectedExecutionException.class);
            assertThat(member.loads()).isEmpty();
            assertThat(member.health().state(SimulatedServer.MODEL, time.nanoTime()))
                    .isNotEqualTo(BackendState.LOADING);

            full.set(false);
            Loads.Load load = engine.loads().begin(member, SimulatedServer.MODEL, QUESTION);
            assertThat(load).isNotNull();
            assertThat(time.until(load.end()).join()).isEmpty();
        }
    }
}
