package digital.memu.inference.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digital.memu.inference.immich.testing.ImmichMlSimulator;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.support.JavaProgram.Ended;
import digital.memu.support.RealOllama;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is handed out: everything that it needs is in it. */
class JarIT {

    @TempDir
    Path folder;

    @Test
    void itTellsItsVersion() {
        assertThat(new MemuProcess(folder).run("--version").out()).matches("memu [0-9].*\\R");
    }

    @Test
    void itAsksAServerAndPrintsJson() {
        try (OllamaSimulator pc = TwoServers.server("from the pc");
                OllamaSimulator hub = TwoServers.server("from the hub")) {
            MemuProcess memu = new MemuProcess(folder).servers(pc, hub);

            assertThat(memu.run("ask", "--on", "local", "Hello?").out()).isEqualTo("from the hub\n");
            assertThat(memu.run("status", "--json").code()).isZero();
        }
    }

    @Test
    void itHoldsBothHalves() throws Exception {
        try (OllamaSimulator ollama = TwoServers.server("Hello.");
                ImmichMlSimulator immich = ImmichMlSimulator.builder().build()) {
            MemuProcess memu = new MemuProcess(folder)
                    .with("OLLAMA_LOCAL_HOST", ollama.url())
                    .with("MACHINE_LEARNING_LOCAL_URL", immich.url());
            Pictures.jpeg(folder.resolve("large.jpg"), 2000, 1000);

            assertThat(memu.run("photo", "large.jpg").out())
                    .startsWith(
                            "large.jpg: 2000 x 1000 pixels, looked at by local-photos\n  Vector: ViT-B-32__openai/512");
            assertThat(memu.run("test").out())
                    .contains("OK: Connected to Ollama 0.32.15.", "OK: Connected to Immich ML");
            assertThat(memu.run("status").out()).contains("Ollama: Local", "Immich ML: Local\n  Status: Running");
        }
    }

    @Test
    void itHoldsWhatTheOtherCommandsNeed() {
        try (OllamaSimulator hub = OllamaSimulator.builder()
                .model("llama3.2")
                .pullable(SimulatedModel.named("mistral").build())
                .build()) {
            MemuProcess memu = new MemuProcess(folder).with("OLLAMA_LOCAL_HOST", hub.url());

            assertThat(memu.run("env").out()).contains("OLLAMA_LOCAL_HOST=" + hub.url() + " (environment)\n");
            assertThat(memu.run("pull", "mistral").out()).isEqualTo("mistral is on local.\n");
            assertThat(memu.run("pause", "local", "2h").out()).startsWith("local is paused until ");
            assertThat(memu.run("explain").out()).contains("local: not asked, paused by its owner");
            assertThat(memu.run("generate-completion").out()).contains("complete -F");
        }
    }

    @Test
    void aRealOllamaAnswers() throws Exception {
        RealOllama.require();
        try (RealOllama ollama = RealOllama.start(folder)) {
            ollama.create("smollm2", "PARAMETER num_predict 12\n");
            MemuProcess memu = new MemuProcess(folder)
                    .with("OLLAMA_LOCAL_HOST", ollama.url())
                    .with("OLLAMA_MODEL", "smollm2");

            assertThat(memu.run("status").out()).contains("Ollama: Local\n  Model: smollm2\n  Status: Running");
            assertThat(memu.run("test", ollama.url()).out()).contains("Ollama 0.9.6", "Models: smollm2:latest");
            assertThat(memu.run("models").out()).contains("  smollm2:latest").doesNotContain("loaded");

            Ended ask = memu.run("ask", "--json", "Say hello.");

            List<JsonNode> lines = TwoServers.jsonLines(ask.out());
            JsonNode last = lines.get(lines.size() - 1);
            assertThat(last.path("event").asText()).isEqualTo("done");
            assertThat(last.path("answer").asText()).isNotBlank();
            assertThat(last.path("usage").path("answerTokens").asInt()).isPositive();
            assertThat(ask.code()).isZero();
            assertThat(memu.run("models").out()).contains("loaded");
            assertThat(memu.run("ask", "--model", "gpt-9", "Hello?").code()).isEqualTo(1);
        }
    }
}
