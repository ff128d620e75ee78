package digital.memu.inference.example.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digital.memu.inference.immich.testing.ImmichMlSimulator;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A gaming PC and a hub, which has an Immich ML too, all simulated, and the command line that knows them. */
abstract class TwoServers {

    static final Duration SOON = Duration.ofSeconds(60);

    final OllamaSimulator pc = server("from the pc");
    final OllamaSimulator hub = server("from the hub");

    final ImmichMlSimulator photos = ImmichMlSimulator.builder().build();

    @TempDir
    Path folder;

    MemuProcess memu;

    static OllamaSimulator server(String answer) {
        return OllamaSimulator.builder()
                .model(SimulatedModel.named("llama3.2").loaded().build())
                .answer(answer)
                .build();
    }

    @BeforeEach
    void knowThem() {
        memu = new MemuProcess(folder).servers(pc, hub).with("MACHINE_LEARNING_LOCAL_URL", photos.url());
    }

    @AfterEach
    void close() {
        pc.close();
        hub.close();
        photos.close();
    }

    String pcName() {
        return "127.0.0.1:" + pc.port();
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    static List<JsonNode> jsonLines(String text) {
        return text.lines().map(TwoServers::json).toList();
    }
}
