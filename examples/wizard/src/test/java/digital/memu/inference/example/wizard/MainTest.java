package digital.memu.inference.example.wizard;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.example.wizard.WizardProcess.Result;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program in a process of its own. */
@Timeout(180)
class MainTest {

    @TempDir
    Path folder;

    @Test
    void itPrintsTheAddressToOpenAndServesIt() throws Exception {
        try (WizardProcess program = WizardProcess.start(folder, "--port", "0")) {
            String url = program.url();
            Reader reader = new Reader(url.substring(0, url.indexOf('?')));

            assertThat(reader.get(url.substring(url.indexOf('?'))).statusCode()).isEqualTo(200);
            assertThat(reader.get("").body()).contains("Where should Memu run AI tasks?");
            assertThat(program.end()).isEqualTo(143);
        }
        assertThat(folder.resolve(".env")).doesNotExist();
    }

    @Test
    void wrongUsageIsSaid() throws Exception {
        Files.createDirectory(folder.resolve("a-folder"));

        for (String[] words : new String[][] {
            {"--port", "70000"},
            {"--port", "x"},
            {"--env-file", "a-folder"},
            {"--service", "a b"},
            {"--what"},
            {"--bind", "no such address"}
        }) {
            Result result = WizardProcess.run(folder, words);
            assertThat(result.code()).as(String.join(" ", words)).isEqualTo(2);
            assertThat(result.err()).contains("Usage: memu-setup").doesNotContain("\tat ");
        }
    }

    @Test
    void aPortThatIsTakenIsSaid() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Result result = WizardProcess.run(folder, "--port", String.valueOf(taken.getLocalPort()));

            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err()).contains("the port is taken").doesNotContain("\tat ");
        }
        Result elsewhere = WizardProcess.run(folder, "--bind", "192.0.2.1", "--port", "0");
        assertThat(elsewhere.code()).isEqualTo(1);
        assertThat(elsewhere.err()).contains("not this device's").doesNotContain("\tat ");
    }

    @Test
    void itTellsWhatItCanDo() throws Exception {
        assertThat(WizardProcess.run(folder, "--help").out()).contains("--env-file", "--bind", "Exit codes:");
    }
}
