package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whether a model goes on with an answer is proved once for each of its digests. */
class ContinuingTest {

    private static final ChatRequest QUESTION = ChatRequest.of("Which colours?");

    private final ManualClock clock = new ManualClock();
    private final OllamaSimulator server = OllamaSimulator.builder()
            .model(SimulatedModel.named("m").loaded().build())
            .build();
    private final OllamaBackend backend =
            OllamaBackend.at(server.url()).model("m").build();

    @AfterEach
    void close() {
        backend.close();
        server.close();
    }

    private boolean continues() {
        RoutingPolicy policy = RoutingPolicy.defaults();
        return backend.continues(
                QUESTION, new CallContext(clock, policy.timeouts(), policy.zones(), Long.MAX_VALUE, false));
    }

    private int proofs() {
        return server.requests("/api/chat").size();
    }

    @Test
    void theVerdictHoldsUntilTheModelIsAnother() {
        assertThat(continues()).isTrue();
        clock.advance(Duration.ofHours(1));
        assertThat(continues()).isTrue();
        assertThat(proofs()).as("the same digest").isEqualTo(1);

        server.install(SimulatedModel.named("m").closedTemplate().digest("cafe").build());
        clock.advance(Duration.ofMinutes(1));

        assertThat(continues()).isFalse();
        assertThat(proofs()).isEqualTo(2);
    }

    @Test
    void aClosedTemplateIsProvedOnceToo() {
        server.install(SimulatedModel.named("m").closedTemplate().loaded().build());
        for (int i = 0; i < 3; i++) {
            assertThat(continues()).isFalse();
        }
        assertThat(proofs()).isEqualTo(1);
    }

    @Test
    void nobodyGeneratesForAProof() {
        continues();
        assertThat(server.generationsStarted()).isZero();
    }
}
