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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:9000, http://127.0.0.1:9000/",
        "0.0.0.0:80, http://127.0.0.1:80/",
        "[::]:9000, http://127.0.0.1:9000/",
        "192.168.1.2:8765, http://192.168.1.2:8765/"
    })
    void inAContainerItPrintsWhereItIsPublished(String published, String url) throws Exception {
        try (WizardProcess program =
                WizardProcess.start(folder, "--bind", "0.0.0.0", "--port", "0", "--published", published)) {
            assertThat(program.url()).startsWith(url + "?key=");
        }
    }

    @Test
    void wrongUsageIsSaid() throws Exception {
        Files.createDirectory(folder.resolve("a-folder"));

        for (String[] words : new String[][] {
            {"--port", "70000"},
            {"--port", "x"},
            {"--env-file", "a-folder"},
            {"--service", "a b"},
            {"--published", "9000"},
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
