package digital.memu.inference.example.bot;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is handed out: everything that it needs is in it. */
class JarIT {

    @TempDir
    Path folder;

    @Test
    void itAnswersRemembersAndReadsDates() {
        try (OllamaSimulator hub = OllamaSimulator.builder()
                        .model(SimulatedModel.named("llama3.2").loaded().build())
                        .answer("Because of the air.")
                        .build();
                BotProcess bot = BotProcess.start(
                        folder,
                        Map.of("OLLAMA_LOCAL_HOST", hub.url(), "METRICS_PORT", "0"),
                        "/ask why?\n/remind tomorrow at 9 tea\n/ai test\n")) {
            assertThat(bot.code()).isZero();
            assertThat(bot.out())
                    .contains("Because of the air.\n", " at 09:00: tea\n", "✓ **127.0.0.1:" + hub.port() + "**");
        }
    }
}
