package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.failure.AllBackendsFailedException;
import digital.memu.inference.failure.InvalidConfigurationException;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.route.Zone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one call wants otherwise reaches the server, or keeps the call from it. */
class OptionsOnTheWireTest {

    private static final ChatRequest QUESTION = ChatRequest.of("Hello?");

    // Loaded already: before a load, which is for all callers, the server is asked without the headers of one of them.
    private final OllamaSimulator pc = OllamaSimulator.builder()
            .model(SimulatedModel.named("llama3.2").loaded().build())
            .model(SimulatedModel.named("phi4").loaded().build())
            .build();
    private final InferenceRouter router = InferenceRouter.builder()
            .backend(OllamaBackend.at(pc.url()).named("pc").model("llama3.2").build())
            .build();

    @AfterEach
    void close() {
        router.close();
        pc.close();
    }

    @Test
    void headersAndModelOfOneCallAreSentWithThatCallOnly() {
        router.with(RequestOptions.builder()
                        .header("X-Room", "kitchen")
                        .model("pc", "phi4")
                        .build())
                .chat()
                .send(QUESTION);
        router.chat().send(QUESTION);

        assertThat(pc.requests("/api/chat").get(0).header("X-Room")).contains("kitchen");
        assertThat(pc.requests("/api/chat").get(0).body()).contains("\"phi4\"");
        assertThat(pc.requests("/api/show").get(0).header("X-Room")).contains("kitchen");
        assertThat(pc.requests("/api/chat").get(1).header("X-Room")).isEmpty();
        assertThat(pc.requests("/api/chat").get(1).body()).contains("\"llama3.2\"");
    }

    @Test
    void aHeaderThatNoRequestMayCarryIsRefusedWithoutItsValue() {
        RequestOptions split =
                RequestOptions.builder().header("X-Key", "secret\r\nX-Other: 1").build();

        assertThatThrownBy(() -> router.with(split).chat().send(QUESTION))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("X-Key")
                .hasMessageNotContaining("secret");
        assertThat(pc.requests()).isEmpty();
    }

    @Test
    void aZoneThatIsNotWantedIsNotContacted() {
        assertThatThrownBy(() -> router.with(
                                RequestOptions.builder().within(Zone.LAN).build())
                        .chat()
                        .send(QUESTION))
                .isInstanceOf(AllBackendsFailedException.class)
                .hasMessageContaining("not allowed");
        assertThat(pc.connectionsAccepted()).isZero();
    }
}
