package digital.memu.inference.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.support.JavaProgram.Ended;
import digital.memu.support.RunningProgram;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that nobody wants to see the end of: the server must not go on for them. */
class EndsEarlyTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final OllamaSimulator server = OllamaSimulator.builder()
            .model(SimulatedModel.named("llama3.2").loaded().build())
            .pullable(SimulatedModel.named("mistral").build())
            .answer("word\n".repeat(100_000))
            .tokenDelay(Duration.ofMillis(20))
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
    void aQuestionThatIsInterruptedStopsOnTheServer() {
        RunningProgram ask = memu.start("ask", "Hello?");
        assertThat(server.awaitGenerations(1, SOON)).isTrue();

        ask.interrupt();

        Ended result = ask.result();
        assertThat(result.code()).isEqualTo(130);
        assertThat(result.err()).isEmpty();
        assertThat(server.awaitCancelled(1, SOON)).isTrue();
    }

    @Test
    void aDownloadThatIsInterruptedStopsOnTheServer() {
        server.next("/api/pull", Fault.stallAfterEvents(3));
        RunningProgram pull = memu.start("pull", "mistral");
        assertThat(server.awaitRequests(1, SOON)).isTrue();

        pull.interrupt();

        Ended result = pull.result();
        assertThat(result.code()).isEqualTo(130);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).endsWith("Cancelled. The server keeps what it has fetched.\n");
        assertThat(server.awaitOpenConnections(0, SOON)).isTrue();
        assertThat(memu.run("models").out()).doesNotContain("mistral");
    }

    @Test
    void aTestThatIsInterruptedEnds() {
        server.freeze();
        RunningProgram test = memu.start("test", server.url());
        assertThat(server.awaitOpenConnections(1, SOON)).isTrue();

        test.interrupt();

        Ended result = test.result();
        assertThat(result.code()).isEqualTo(130);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void anAnswerThatNobodyReadsAnyMoreStopsOnTheServer() {
        Ended result = memu.shell("( \"$@\"; echo \"code $?\" >&2 ) | head -n 1", "ask", "Hello?");

        assertThat(result.out()).isEqualTo("word\n");
        assertThat(result.err()).isEqualTo("code 141\n");
        assertThat(server.awaitCancelled(1, SOON)).isTrue();
    }
}
