package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.chat.ChatRequest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every option under Ollama's own name. */
class RequestFieldsTest {

    @Test
    void nothingSetIsNothingSent() {
        assertThat(RequestFields.chat(ChatRequest.of("x"))).isEmpty();
    }

    @Test
    void everyCommonOption() {
        ChatRequest request = ChatRequest.builder()
                .user("x")
                .options(options -> options.temperature(0.1)
                        .topK(2)
                        .topP(0.3)
                        .minP(0.4)
                        .seed(5)
                        .maxTokens(6)
                        .contextLength(7)
                        .repeatPenalty(0.8)
                        .presencePenalty(0.9)
                        .frequencyPenalty(1.5)
                        .stop("a", "b"))
                .build();

        assertThat(RequestFields.chat(request))
                .hasToString(
                        "{options={temperature=0.1, top_k=2, top_p=0.3, min_p=0.4, seed=5, num_predict=6, num_ctx=7,"
                                + " repeat_penalty=0.8, presence_penalty=0.9, frequency_penalty=1.5, stop=[a, b]}}");
    }

    @Test
    void ollamasOwnBesideThemAndBeforeThem() {
        ChatRequest request = ChatRequest.builder()
                .user("x")
                .options(options -> options.temperature(0.1).seed(1))
                .extension(OllamaOptions.builder()
                        .keepAlive(KeepAlive.of(Duration.ofMinutes(30)))
                        .truncate(false)
                        .shift(true)
                        .numGpu(0)
                        .option("seed", 2)
                        .build())
                .build();

        assertThat(RequestFields.chat(request))
                .isEqualTo(Map.of(
                        "options",
                        Map.of("temperature", 0.1, "seed", 2, "num_gpu", 0),
                        "keep_alive",
                        1800L,
                        "truncate",
                        false,
                        "shift",
                        true));
    }
}
