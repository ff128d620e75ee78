package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.ollama.testing.OllamaSimulator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code InferenceRouter.fromEnvironment()} in a process with such an environment, on the class path. */
class EnvironmentTest {

    @TempDir
    Path folder;

    @Test
    void theServersThatItNamesAreAskedForTheModelThatItNames() throws IOException, InterruptedException {
        try (OllamaSimulator pc =
                OllamaSimulator.builder().model("gemma3").answer("Hello.").build()) {
            Fork program = run(Map.of("OLLAMA_HOST", pc.url(), "OLLAMA_MODEL", "gemma3"));

            assertThat(program.out()).containsExactly("127.0.0.1:" + pc.port() + " with gemma3: Hello.");
            assertThat(program.log()).noneMatch(line -> line.startsWith("WARN"));
        }
    }

    @Test
    void whatItsOwnerMayNotHaveMeantIsLogged() throws IOException, InterruptedException {
        try (OllamaSimulator hub =
                OllamaSimulator.builder().model("llama3.2").answer("Hello.").build()) {
            Fork program = run(Map.of("OLLAMA_LOCAL_HOST", "0.0.0.0:" + hub.port()));

            assertThat(program.out()).containsExactly("local with llama3.2: Hello.");
            assertThat(program.log())
                    .filteredOn(line -> line.startsWith("WARN"))
                    .containsExactly("WARN OLLAMA_LOCAL_HOST: 0.0.0.0 is where a server listens, not where it is; this"
                            + " device (127.0.0.1) is asked. For another machine write its own address.");
        }
    }

    @Test
    void aValueThatCannotBeUsedIsToldByItsKey() throws IOException, InterruptedException {
        assertThat(run(Map.of("AI_FALLBACK", "maybe")).out())
                .containsExactly(
                        "InvalidConfigurationException: AI_FALLBACK (environment): \"maybe\" is neither true nor false."
                                + " Write AI_FALLBACK=true, or leave it out.");
    }

    private Fork run(Map<String, String> environment) throws IOException, InterruptedException {
        return Fork.run(folder, EnvironmentStory.class, environment);
    }
}
