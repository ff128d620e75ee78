package digital.memu.inference.example.wizard.page;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.example.wizard.check.Checks;
import digital.memu.inference.example.wizard.form.Answers;
import digital.memu.inference.example.wizard.save.SettingsFile;
import digital.memu.inference.example.wizard.security.RateLimit;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewPageTest {

    @TempDir
    Path folder;

    @Test
    void composeMakesTheBotAnew() {
        assertThat(page(Restart.compose("bot")))
                .contains("docker compose up -d bot", "when it is made anew", "If docker-compose.yml gives");
    }

    @Test
    void aServiceManagerStartsItAnew() {
        assertThat(page(Restart.command("systemctl restart memu-bot")))
                .contains("systemctl restart memu-bot", "when it starts", "Immich’s containers")
                .doesNotContain("compose");
    }

    @Test
    void aBotThatLooksItselfNeedsNothing() {
        assertThat(page(Restart.itself())).contains("sees by itself").doesNotContain("compose", "<pre");
    }

    private String page(Restart restart) {
        SettingsFile file = new SettingsFile(folder.resolve(".env"), Map.of());
        // Answered without a word to anybody.
        Answers tested = new Answers(true, "no address", "", "");
        Answers answers = new Answers(false, "", "", "llama3.2");
        try (Checks checks = new Checks(file, new RateLimit(1), true)) {
            return new ReviewPage(Words.accepted("en"), file.path(), restart)
                    .before(checks.start(tested, Locale.ENGLISH), file.plan(answers), "token", Optional.empty());
        }
    }
}
