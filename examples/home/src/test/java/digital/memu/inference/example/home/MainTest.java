package digital.memu.inference.example.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void itPrintsTheAddressToOpenAndAnswersUntilTheInputEnds() throws Exception {
        run("/ask Why is the sky blue?\n");

        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsPattern(
                        "Open this address in a browser; it works once:\n  http://127.0.0.1:\\d+/\\?key=\\S+\n")
                .containsPattern("chat    http://127.0.0.1:\\d+\n")
                .contains("says the hub.");
    }

    @Test
    void withoutATerminalItEnds() throws Exception {
        run("");

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Open this address");
    }

    private void run(String lines) throws Exception {
        Main.run(new StringReader(lines), new PrintStream(out, true, StandardCharsets.UTF_8), Duration.ZERO);
    }
}
