package digital.memu.inference.example.wizard.save;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.example.wizard.form.Answers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file says already is understood as the library understands it, and only what was changed is written. */
class SettingsFileTest {

    @TempDir
    Path folder;

    private Path path;
    private SettingsFile file;

    @BeforeEach
    void open() {
        path = folder.resolve(".env");
        file = new SettingsFile(path, Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OLLAMA_HOST=http://ollama:11434",
                "OLLAMA_HOST=ollama",
                "OLLAMA_HOST=http://10.0.0.2:11434\nOLLAMA_LOCAL_HOST=10.0.0.2",
                "OLLAMA_HOST=http://127.0.0.1:11434/",
                "MACHINE_LEARNING_URL=http://immich_ml:3003",
                "OLLAMA_HOST=Local\nMACHINE_LEARNING_URL="
            })
    void whatIsThisDevicesOwnIsNoOtherComputer(String lines) throws IOException {
        Files.writeString(path, lines + "\n");

        assertThat(file.current().elsewhere()).isFalse();
        // The bot of today does not know the word.
        assertThat(saved(file.current())).contains(lines.lines().findFirst().orElseThrow());
    }

    @Test
    void theEnvironmentTellsToo() throws IOException {
        Files.writeString(path, "OLLAMA_HOST=http://10.0.0.2:11434\n");

        assertThat(file.current().elsewhere()).isTrue();
        file = new SettingsFile(path, Map.of("OLLAMA_LOCAL_HOST", "10.0.0.2:11434"));
        assertThat(file.current().elsewhere()).isFalse();
    }

    @Test
    void furtherComputersAreKeptWhereTheFirstIs() throws IOException {
        Files.writeString(path, "OLLAMA_HOST=192.168.1.50, http://192.168.1.51:11434,local\n");
        Answers now = file.current();
        assertThat(now.ollama()).isEqualTo("192.168.1.50");

        assertThat(saved(new Answers(true, now.ollama(), "192.168.1.50", "")))
                .contains("OLLAMA_HOST=http://192.168.1.50:11434,http://192.168.1.51:11434\n")
                .contains("MACHINE_LEARNING_URL=http://192.168.1.50:3003\n");
        assertThat(saved(new Answers(true, "http://192.168.1.50:11434", "", "")))
                .contains("OLLAMA_HOST=http://192.168.1.50:11434,http://192.168.1.51:11434\n");
        assertThat(saved(new Answers(true, "192.168.1.52", "", "")))
                .contains("OLLAMA_HOST=http://192.168.1.52:11434\n");
    }

    @Test
    void whatNobodyCanReadIsShownAndNotKept() throws IOException {
        Files.writeString(path, "OLLAMA_HOST=my pc,me:secret@192.168.1.9,192.168.1.51\n");
        assertThat(file.current().ollama()).isEqualTo("my pc");

        assertThat(saved(new Answers(true, "192.168.1.51", "", "")))
                .contains("OLLAMA_HOST=http://192.168.1.51:11434\n");
    }

    @Test
    void anAddressUnderImmichsNameIsTakenOver() throws IOException {
        Files.writeString(path, "IMMICH_MACHINE_LEARNING_URL=http://192.168.1.50:3003\n");

        assertThat(file.current().photos()).isEqualTo("http://192.168.1.50:3003");
        assertThat(saved(file.current())).contains("\nMACHINE_LEARNING_URL=http://192.168.1.50:3003\n");
    }

    @Test
    void aLineThatIsWrongElsewhereDoesNotMatter() throws IOException {
        Files.writeString(
                path, "AI_TIMEOUT=soon\nOLLAMA_HOST=http://ollama:11434\nMACHINE_LEARNING_URL=192.168.1.50\n");

        assertThat(file.current()).isEqualTo(new Answers(true, "", "192.168.1.50", ""));
    }

    private String saved(Answers answers) throws IOException {
        assertThat(file.save(answers, file.plan(answers).print())).isPresent();
        return Files.readString(path);
    }
}
