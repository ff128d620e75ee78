package digital.memu.inference.example.wizard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is handed out: everything that it needs is in it. */
@Timeout(180)
class JarIT {

    @TempDir
    Path folder;

    @Test
    void itTellsItsVersion() throws Exception {
        assertThat(WizardProcess.run(folder, "--version").out()).matches("memu-setup [0-9].*\\R");
    }

    @Test
    void itTestsThisDeviceAndSaves() throws Exception {
        try (WizardProcess program = WizardProcess.start(folder, "--port", "0")) {
            String url = program.url();
            Reader reader = new Reader(url.substring(0, url.indexOf('?')));
            reader.get(url.substring(url.indexOf('?')));
            assertThat(reader.get("style.css").body()).contains("prefers-color-scheme");
            reader.get("");

            assertThat(reader.post("test", "place", "elsewhere", "ollama", "0.0.0.0", "photos", "", "model", "")
                            .body())
                    .contains("data-code=\"URL_INVALID\"");
            assertThat(reader.test("127.0.0.1").body()).contains("data-code=\"SELF\"");
            assertThat(reader.post("review", "place", "here", "model", "llama3.2")
                            .body())
                    .contains("OLLAMA_HOST", "docker compose up -d intelligence");
        }
    }
}
