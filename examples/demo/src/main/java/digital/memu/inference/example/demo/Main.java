package digital.memu.inference.example.demo;

import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InvalidConfigurationException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The first thing to run: a chat that survives its server.
 *
 * <p>Exit codes: 0 answered, 1 nobody could answer, 2 a setting cannot be used.
 */
public final class Main {

    private static final String QUESTION = "Why is the sky blue? Answer in three sentences.";

    /** What a fast machine takes for a word; slow enough to be watched. */
    private static final Duration PACE = Duration.ofMillis(12);

    private Main() {}

    /** Plays the story, or asks the servers that the environment names; {@code -Dprompt=…} asks another question. */
    public static void main(String[] arguments) {
        Optional<String> prompt = Optional.ofNullable(System.getProperty("prompt"));
        int exitCode = run(System.getenv(), prompt, PACE, System.out, System.err);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static int run(
            Map<String, String> environment, Optional<String> prompt, Duration pace, PrintStream out, PrintStream err) {
        String question = prompt.filter(text -> !text.isBlank()).orElse(QUESTION);
        try {
            if (environment.getOrDefault("OLLAMA_HOST", "").isBlank()) {
                SimulatedHome.play(question, pace, new Narrator(out));
            } else {
                RealHome.play(environment, question, new Narrator(out));
            }
            return 0;
        } catch (InvalidConfigurationException e) {
            err.println(e.getMessage());
            return 2;
        } catch (InferenceException e) {
            err.println(e.getMessage());
            return 1;
        }
    }
}
