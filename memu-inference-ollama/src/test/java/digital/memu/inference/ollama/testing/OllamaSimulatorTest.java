package digital.memu.inference.ollama.testing;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.ollama.HttpMessage;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OllamaSimulatorTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String CHAT =
            "{\"model\":\"llama3.2\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    @Test
    void aChatIsAStreamOfTokens() throws IOException {
        try (OllamaSimulator pc = OllamaSimulator.builder()
                .model("llama3.2")
                .answer("Hello there, friend.")
                .build()) {
            HttpMessage answer = RawClient.post(pc, "/api/chat", CHAT);
            assertThat(answer.complete()).isTrue();
            assertThat(answer.lines()).hasSize(4);
            assertThat(answer.lines().get(1)).contains("\"content\":\" there,\"");
            assertThat(pc.generationsCompleted()).isEqualTo(1);
            assertThat(pc.requests()).singleElement().satisfies(request -> {
                assertThat(request.model()).contains("llama3.2");
                assertThat(request.prompt()).contains("Hello");
            });
        }
    }

    @Test
    void aHangUpCancels() throws IOException {
        try (OllamaSimulator pc = OllamaSimulator.builder()
                .model("llama3.2")
                .firstTokenDelay(Duration.ofHours(1))
                .build()) {
            try (RawClient client = new RawClient(pc)) {
                client.chat(CHAT);
                assertThat(pc.awaitGenerations(1, SOON)).isTrue();
            }
            assertThat(pc.awaitCancelled(1, SOON)).isTrue();
            assertThat(pc.awaitOpenConnections(0, SOON)).isTrue();
        }
    }
}
