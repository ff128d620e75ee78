package digital.memu.inference.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which installed models somebody may have meant. */
class NearestNamesTest {

    @Test
    void theSameModelWithAnotherTagIsNearest() {
        assertThat(NearestNames.of("llama3.2", List.of("qwen2.5:7b", "llama3.1:8b", "llama3.2:1b", "gemma3:4b")))
                .startsWith("llama3.2:1b", "llama3.1:8b")
                .hasSize(3);
    }

    @Test
    void aTypingErrorIsNear() {
        assertThat(NearestNames.of("mistrall", List.of("gemma3:4b", "mistral:latest")))
                .startsWith("mistral:latest");
        assertThat(NearestNames.of("MISTRAL", List.of("gemma3:4b", "mistral:latest")))
                .startsWith("mistral:latest");
        assertThat(NearestNames.of("gemma3", List.of("hf.co/someone/gemma3:Q4", "mistral:latest")))
                .startsWith("hf.co/someone/gemma3:Q4");
    }

    @Test
    void nothingIsNearWhereNothingIs() {
        assertThat(NearestNames.of("llama3.2", List.of())).isEmpty();
    }

    @Test
    void aFloodOfLongNamesTakesNoTime() {
        List<String> flood = Collections.nCopies(100_000, "x".repeat(50_000));

        assertThat(NearestNames.of("y".repeat(50_000), flood)).hasSize(3);
    }
}
