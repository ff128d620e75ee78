package digital.memu.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.backend.Capability;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.embedding.EmbeddingRequest;
import digital.memu.inference.failure.AllBackendsFailedException;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.testing.FakeBackend;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** AI that its owner has switched off: nobody is contacted, and everybody is told why. */
class SwitchedOffTest {

    private static final String WHY = "AI is switched off (AI_ENABLED)";

    private final FakeBackend pc = FakeBackend.named("pc").build();
    private final InferenceRouter router = InferenceRouter.builder()
            .backend(pc)
            .policy(RoutingPolicy.builder().switchedOff(WHY).build())
            .build();

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void requestsFailAtOnceAndNobodyIsAsked() {
        assertThatThrownBy(() -> router.chat().send(ChatRequest.of("?")))
                .isInstanceOf(AllBackendsFailedException.class)
                .hasMessageContaining(WHY);
        assertThatThrownBy(() -> router.embeddings().embed(EmbeddingRequest.of("m", "a")))
                .hasMessageContaining(WHY);
        router.refresh(Duration.ofSeconds(10));

        assertThat(pc.chats()).isEmpty();
        assertThat(pc.embeddings()).isEmpty();
        assertThat(pc.probes()).isZero();
    }

    @Test
    void itIsSaidWhereverSomebodyLooks() {
        assertThat(router.explain(Capability.CHAT).first()).isEmpty();
        assertThat(router.explain(Capability.CHAT)).hasToString("pc: " + WHY);
        assertThat(router.status().toText()).isEqualTo("**AI Configuration**\nStatus: " + WHY);
        assertThat(router.status().toMap()).containsEntry("switchedOff", WHY);
    }
}
