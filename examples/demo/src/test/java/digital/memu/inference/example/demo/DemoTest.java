package digital.memu.inference.example.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a newcomer sees. */
class DemoTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Map<String, String> environment, Optional<String> prompt) {
        return Main.run(
                environment,
                prompt,
                Duration.ofMillis(1),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void theStoryIsToldWithRoutesAndTimes() {
        assertThat(run(Map.of(), Optional.empty())).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("route: gaming-pc: answered")
                .contains("[gaming-pc is gone; hub goes on]")
                .contains("route: gaming-pc: died in mid-answer", "; hub: answered")
                .contains("route: gaming-pc: not asked (down: ")
                .contains("first word after")
                .contains("mostly the red is left.");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void onesOwnQuestionIsAsked() {
        assertThat(run(Map.of(), Optional.of("Who are you?"))).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("> Who are you?");
    }

    @Test
    void aBadAddressIsOneSentenceAndCodeTwo() {
        assertThat(run(Map.of("OLLAMA_HOST", "http://me:secret@pc:11434"), Optional.empty()))
                .isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("OLLAMA_HOST (environment): ")
                .doesNotContain("secret")
                .doesNotContain("\tat ")
                .hasLineCount(1);
    }

    @Test
    void nobodyThereIsOneSentenceAndCodeOne() {
        Map<String, String> nobody =
                Map.of("OLLAMA_HOST", "http://127.0.0.1:9", "OLLAMA_LOCAL_HOST", "http://127.0.0.1:9");

        assertThat(run(nobody, Optional.empty())).isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("refused").hasLineCount(1);
    }
}
