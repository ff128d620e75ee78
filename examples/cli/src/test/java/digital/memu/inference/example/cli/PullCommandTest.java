package digital.memu.inference.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.support.JavaProgram.Ended;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PullCommandTest {

    private final OllamaSimulator server = OllamaSimulator.builder()
            .model("llama3.2")
            .pullable(SimulatedModel.named("mistral").build())
            .tokenDelay(java.time.Duration.ofMillis(30))
            .build();

    @TempDir
    Path folder;

    private MemuProcess memu;

    @BeforeEach
    void knowIt() {
        memu = new MemuProcess(folder).with("OLLAMA_LOCAL_HOST", server.url());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void progressIsNoData() {
        Ended result = memu.run("pull", "mistral");

        assertThat(result.out()).isEqualTo("mistral is on local.\n");
        assertThat(result.err())
                .startsWith("on local:\npulling manifest\npulling ")
                .contains(" 100 %  2.0 GB of 2.0 GB")
                .endsWith("success\n")
                .doesNotContain("\r", "\u001b");
        assertThat(result.code()).isZero();
    }

    @Test
    void asJson() {
        Ended result = memu.run("pull", "--on", "local", "--json", "mistral");

        List<JsonNode> lines = TwoServers.jsonLines(result.out());
        assertThat(lines.get(0).path("status").asText()).as(result.out()).isEqualTo("pulling manifest");
        assertThat(lines.stream().filter(line -> line.has("completedBytes"))).isNotEmpty();
        assertThat(lines.get(lines.size() - 1).path("event").asText()).isEqualTo("done");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
    }

    @Test
    void anUnknownModelOrServer() {
        Ended model = memu.run("pull", "--json", "gpt-9");
        Ended server = memu.run("pull", "--on", "mac", "mistral");

        assertThat(TwoServers.jsonLines(model.out()))
                .last()
                .extracting(line -> line.path("event").asText())
                .isEqualTo("failed");
        assertThat(model.code()).isEqualTo(1);
        assertThat(server.err()).isEqualTo("There is no server named 'mac'. There are: local.\n");
        assertThat(server.code()).isEqualTo(2);
    }

    @Test
    void onATerminalALineIsWrittenOverHoweverNarrowItIs() {
        Ended wide = memu.terminal(100, "pull", "mistral");
        server.remove("mistral");
        Ended narrow = memu.terminal(20, "pull", "mistral");

        assertThat(wide.out()).contains("[####", "2.0 GB of 2.0 GB").doesNotContain("\u001b");
        assertThat(signs(wide.out())).allMatch(line -> line.length() < 100);
        assertThat(narrow.out()).contains("100 %").doesNotContain("[#");
        assertThat(signs(narrow.out())).allMatch(line -> line.length() < 20);
        assertThat(wide.code() + narrow.code()).isZero();
    }

    /** What stands on a line at one time, but for the line of data at the end, which no program breaks. */
    private static java.util.stream.Stream<String> signs(String output) {
        return Arrays.stream(output.split("[\r\n]")).filter(line -> !line.equals("mistral is on local."));
    }
}
