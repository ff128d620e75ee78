package digital.memu.inference.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digital.memu.support.JavaProgram.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvCommandTest {

    @TempDir
    Path folder;

    @Test
    void whatHoldsAndWhereItWasSet() throws IOException {
        Files.writeString(folder.resolve(".env"), "# the gaming PC\nOLLAMA_HOST=192.168.1.50\n");

        Ended result = new MemuProcess(folder).with("OLLAMA_MODEL", "mistral").run("env");

        assertThat(result.out())
                .contains("OLLAMA_HOST=192.168.1.50 (.env line 2)\n  Ollama on other computers")
                .contains("OLLAMA_MODEL=mistral (environment)\n")
                .contains("AI_FALLBACK=true (default)\n");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
    }

    @Test
    void asJsonWithWhatMayNotBeMeant() {
        Ended result = new MemuProcess(folder).with("AI_FALBACK", "false").run("env", "--json");

        JsonNode env = TwoServers.json(result.out());
        assertThat(env.path("settings").findValuesAsText("key")).contains("OLLAMA_HOST", "AI_FALLBACK");
        assertThat(env.path("warnings").path(0).asText()).contains("AI_FALBACK", "AI_FALLBACK");
        assertThat(result.err()).startsWith("WARN ").contains("AI_FALBACK").hasLineCount(1);
    }

    /** One quote that is forgotten takes in the lines below, up to the next one. */
    @ParameterizedTest
    @ValueSource(strings = {"env", "status", "explain"})
    void nothingOfOtherLinesIsShownWhereAQuoteIsForgotten(String command) throws IOException {
        Files.writeString(folder.resolve(".env"), "AI_FALLBACK=\"true\nDB_PASSWORD=hunter2\nTITLE=\"x\n");

        Ended result = new MemuProcess(folder).run(command);

        assertThat(result.err())
                .startsWith("AI_FALLBACK (.env line 1) holds a line break")
                .hasLineCount(1)
                .doesNotContain("hunter2");
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isEqualTo(2);
    }

    @Test
    void allProblemsAreToldAtOnce() {
        Ended result = new MemuProcess(folder)
                .with("OLLAMA_HOST", "http://me:secret@pc:11434")
                .with("AI_TIMEOUT", "soon")
                .run("env");

        assertThat(result.err())
                .contains("OLLAMA_HOST", "AI_TIMEOUT")
                .doesNotContain("secret", "\tat ")
                .hasLineCount(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isEqualTo(2);
    }
}
