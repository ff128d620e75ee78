package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.RoutingPolicy;
import java.time.Duration;
import java.util.Iterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A machine that accepts connections and says nothing: frozen, or only slow. */
class SilenceTest {

    private static final String TEXT = "one two three four five six seven eight nine ten";
    private static final ChatRequest QUESTION = ChatRequest.of("Count!");
    private static final Duration PATIENCE = Duration.ofMillis(150);

    private final OllamaSimulator pc = simulator(Duration.ofMillis(250));
    private final OllamaSimulator hub = simulator(Duration.ZERO);
    private final InferenceRouter router = InferenceRouter.builder()
            .backend(OllamaBackend.at(pc.url()).named("pc").model("m").build())
            .backend(OllamaBackend.at(hub.url()).named("hub").local().model("m").build())
            .policy(RoutingPolicy.builder()
                    .timeouts(t -> t.suspect(PATIENCE).probe(PATIENCE))
                    .build())
            .build();

    private static OllamaSimulator simulator(Duration tokenDelay) {
        return OllamaSimulator.builder()
                .model(SimulatedModel.named("m").loaded().build())
                .answer(TEXT)
                .tokenDelay(tokenDelay)
                .build();
    }

    @AfterEach
    void close() {
        router.close();
        pc.close();
        hub.close();
    }

    @Test
    void aFrozenServerIsFoundOutBeforeTheFirstRequest() {
        pc.freeze();

        ChatReply reply = router.chat().send(QUESTION);

        assertThat(reply.text()).isEqualTo(TEXT);
        assertThat(reply.route().backend()).isEqualTo("hub");
        assertThat(router.explain(Capability.CHAT).choices().get(0).state()).isEqualTo(BackendState.DOWN);
    }

    @Test
    void aServerThatFreezesInMidAnswerIsRescued() {
        StringBuilder text = new StringBuilder();
        int joints = 0;
        try (var stream = router.chat().stream(QUESTION)) {
            Iterator<ChatEvent> events = stream.iterator();
            for (int i = 0; i < 4; i++) {
                text.append(events.next().text());
            }
            pc.freeze();
            while (events.hasNext()) {
                ChatEvent event = events.next();
                joints += event.joint().isPresent() ? 1 : 0;
                text.append(event.text());
            }
        }
        assertThat(text.toString()).isEqualTo(TEXT);
        assertThat(joints).isEqualTo(1);
        assertThat(router.explain(Capability.CHAT).choices().get(0).state()).isEqualTo(BackendState.DOWN);
    }

    @Test
    void aSlowServerThatLivesIsNeverCut() {
        // A token every 250 ms is suspect each time, and each time the server says that it lives.
        ChatReply reply = router.chat().send(QUESTION);

        assertThat(reply.text()).isEqualTo(TEXT);
        assertThat(reply.route().attempts()).hasSize(1);
        assertThat(pc.requests("/api/version")).isNotEmpty();
        assertThat(pc.generationsCancelled()).isZero();
    }

    @Test
    void anIdleRouterSendsNothing() {
        router.chat().send(QUESTION);
        int before = pc.connectionsAccepted() + hub.connectionsAccepted();
        // Nothing to wait for: no timer is left that could send anything.
        assertThat(pc.awaitOpenConnections(0, Duration.ofSeconds(10))).isTrue();
        assertThat(pc.connectionsAccepted() + hub.connectionsAccepted()).isEqualTo(before);
    }

    @Test
    void aModelThatIsMissingIsAskedForOnceAndServedWhenItIsThere() {
        pc.remove("m");
        for (int i = 0; i < 3; i++) {
            assertThat(router.chat().send(QUESTION).route().backend()).isEqualTo("hub");
        }
        assertThat(router.explain(Capability.CHAT).choices().get(0).state()).isEqualTo(BackendState.MISCONFIGURED);
        int asked = pc.requests().size();
        router.chat().send(QUESTION);
        assertThat(pc.requests()).as("skipped without a packet").hasSize(asked);

        pc.install(SimulatedModel.named("m").loaded().build());
        router.refresh(Duration.ofSeconds(10));

        assertThat(router.chat().send(QUESTION).route().backend()).isIn("pc", "hub");
        assertThat(router.explain(Capability.CHAT).choices().get(0).state()).isNotEqualTo(BackendState.MISCONFIGURED);
    }

    @Test
    void aPausedBackendIsLeftAlone() {
        router.pause("pc", Duration.ofHours(1));
        assertThat(router.chat().send(QUESTION).route().backend()).isEqualTo("hub");
        assertThat(pc.connectionsAccepted()).isZero();
        router.pause("pc", Duration.ZERO);
        assertThat(router.chat().send(QUESTION).route().backend()).isEqualTo("pc");
    }
}
