package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.health.DiagnosisCode;
import digital.memu.inference.health.FoundService;
import digital.memu.inference.health.GpuEvidence.Level;
import digital.memu.inference.setup.ConnectionTest;
import digital.memu.inference.setup.Diagnosis;
import digital.memu.inference.testing.ManualClock;
import digital.memu.support.RealOllama;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A connection test of a real server with a real, small model. */
@Timeout(600)
class RealConnectionTestTest {

    @TempDir
    static Path home;

    private static RealOllama server;

    @BeforeAll
    static void startTheServer() throws Exception {
        RealOllama.require();
        server = RealOllama.start(home);
        server.create("smollm2", "");
    }

    @AfterAll
    static void stopTheServer() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void whoItIsAndWhatItHas() {
        try (ConnectionTest test = ConnectionTest.of(server.url())
                .model("SmolLM2")
                .time(new ManualClock())
                .build()) {
            Diagnosis diagnosis = test.run();

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.VERSION_OLD);
            FoundService found = diagnosis.found().orElseThrow();
            assertThat(found).hasToString("Ollama 0.9.6");
            assertThat(found.models()).anySatisfy(model -> {
                assertThat(model.name()).isEqualTo("smollm2:latest");
                assertThat(model.size().orElseThrow()).isPositive();
            });
        }
    }

    @Test
    void itsSpeed() {
        try (ConnectionTest test = ConnectionTest.of(server.url())
                .model("smollm2")
                .speed(Duration.ofMinutes(5))
                .build()) {
            Diagnosis diagnosis = test.run();

            FoundService found = diagnosis.found().orElseThrow();
            assertThat(found.gpu().tokensPerSecond().orElseThrow()).isPositive();
            assertThat(found.gpu().level()).isEqualTo(Level.UNKNOWN);
        }
    }
}
