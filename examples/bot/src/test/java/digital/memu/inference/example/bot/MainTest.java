package digital.memu.inference.example.bot;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.immich.testing.ImmichMlSimulator;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program, from its settings to its exit code. */
class MainTest {

    @TempDir
    Path folder;

    @Test
    void withoutAHomeserverItChatsOnTheTerminal() {
        try (OllamaSimulator hub = OllamaSimulator.builder()
                        .model(SimulatedModel.named("llama3.2").loaded().build())
                        .answer("Because \u001b[2J of the air.")
                        .build();
                ImmichMlSimulator photos = ImmichMlSimulator.builder().build();
                BotProcess bot = BotProcess.start(
                        folder,
                        Map.of("OLLAMA_LOCAL_HOST", hub.url(), "MACHINE_LEARNING_LOCAL_URL", photos.url()),
                        "Hi all\n/ask why?\n/summarize 5\n/ai-status\n/unknown\n")) {
            assertThat(bot.code()).isZero();
            assertThat(bot.out())
                    .contains("Because ?[2J of the air.\n")
                    .contains("(of 1 message)\n")
                    .endsWith("""
                            **AI Configuration**
                            Ollama: Local
                              Model: llama3.2
                              Status: Running

                            Immich ML: Local
                              Status: Running
                            """);
            assertThat(bot.err()).isEmpty();
        }
    }

    @Test
    void withEveryServerOffItStartsAnswersAndSaysWhy() {
        try (BotProcess bot = BotProcess.start(
                folder,
                Map.of("OLLAMA_LOCAL_HOST", "127.0.0.1:9"),
                "/ask why?\n/remind tomorrow at 9 water the plants\n/help\n")) {
            assertThat(bot.code()).isZero();
            assertThat(bot.out())
                    .contains("❌ No AI can answer now (this hub: connecting: connection refused): see that one")
                    .contains(" at 09:00: water the plants\n(Europe/Berlin; /remind cancel 1 ends it)")
                    .contains("What I can do");
        }
    }

    @Test
    void aSettingThatCannotBeUsedIsOneSentence() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "two words\n");
        Map<Map<String, String>, String> wrong = Map.of(
                Map.of("BOT_TIME_ZONE", "Atlantis"), "BOT_TIME_ZONE: 'Atlantis' is no time zone. Write Europe/Berlin.",
                Map.of("MATRIX_HOMESERVER", "http://x"), "MATRIX_HOMESERVER is set, so the bot needs its access token",
                Map.of("MATRIX_HOMESERVER", "http://x", "MATRIX_TOKEN_FILE", token.toString()),
                        "MATRIX_TOKEN_FILE holds no access token",
                Map.of("OLLAMA_HOST", "http://[nonsense"), "OLLAMA_HOST (environment): ");
        wrong.forEach((settings, sentence) -> {
            try (BotProcess bot = BotProcess.start(folder, settings, "")) {
                assertThat(bot.code()).isEqualTo(2);
                assertThat(bot.err()).startsWith(sentence).hasLineCount(1).doesNotContain("two words");
            }
        });
    }
}
