package digital.memu.inference.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.support.JavaProgram.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    @TempDir
    Path folder;

    private MemuProcess memu() {
        return new MemuProcess(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ask", "photo", "pause"})
    void theHelpTellsTheExitCodes(String command) {
        Ended result = command.isEmpty() ? memu().run("--help") : memu().run(command, "--help");

        assertThat(result.out())
                .startsWith("Usage: memu" + (command.isEmpty() ? "" : " " + command))
                .contains("Exit codes:", "130", "141")
                .doesNotContain("\u001b");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
    }

    @Test
    void wrongUseIsToldInALineOrTwo() {
        Ended nothing = memu().run();
        Ended typo = memu().run("statsu");
        Ended option = memu().run("status", "--jsn");

        assertThat(nothing.err()).startsWith("Which command?");
        assertThat(typo.err()).contains("'statsu'", "status", "Try 'memu --help'.");
        assertThat(option.err()).contains("--jsn", "--json", "Try 'memu status --help'.");
        assertThat(nothing.out() + typo.out() + option.out()).isEmpty();
        assertThat(nothing.code())
                .isEqualTo(typo.code())
                .isEqualTo(option.code())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "test", "models", "ask hi", "pull llama3.2", "photo a.jpg", "pause local 1h"})
    void badSettingsAreToldWithoutTheirSecrets(String command) {
        Ended result = memu().with("OLLAMA_HOST", "http://me:secret@pc:11434").run(command.split(" "));

        assertThat(result.err())
                .startsWith("OLLAMA_HOST (environment): ")
                .doesNotContain("secret", "\tat ", "Exception");
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isEqualTo(2);
    }

    @Test
    void theCompletionScriptIsAShells() {
        Ended script = memu().run("generate-completion");
        Ended checked = memu().shell("\"$@\" | bash -n", "generate-completion");

        assertThat(script.out()).contains("complete -F _complete_memu", "--json");
        assertThat(script.code()).isZero();
        assertThat(checked.err()).isEmpty();
        assertThat(checked.code()).isZero();
    }

    @Test
    void coloursOnlyOnATerminalAndUnlessUnwanted() {
        assertThat(memu().with("TERM", "xterm").terminal(80, "--help").out()).contains("\u001b[");
        assertThat(memu().with("TERM", "xterm")
                        .with("NO_COLOR", "1")
                        .terminal(80, "--help")
                        .out())
                .contains("Usage: memu")
                .doesNotContain("\u001b");
    }
}
