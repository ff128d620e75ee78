package digital.memu.inference.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.failure.InvalidConfigurationException;
import digital.memu.inference.failure.SettingsFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files on a real disk: what an edit leaves there, and what it refuses. */
class EnvFileTest {

    @TempDir
    private Path folder;

    private Path path;
    private EnvFile file;

    @BeforeEach
    void here() {
        path = folder.resolve(".env");
        file = EnvFile.at(path);
    }

    @Test
    void aNewFileIsForItsOwnerOnly() throws IOException {
        List<EnvChange> changes =
                file.edit().set("OLLAMA_HOST", "http://pc:11434").write();

        assertThat(changes).hasToString("[OLLAMA_HOST: added]");
        assertThat(path).hasContent("OLLAMA_HOST=http://pc:11434\n");
        assertThat(mode(path)).isEqualTo("rw-------");
        assertThat(names()).containsExactly(".env", ".env.lock");
        assertThat(mode(folder.resolve(".env.lock"))).isEqualTo("rw-------");
    }

    @Test
    void modeStaysAndTheOldContentIsKeptBeside() throws IOException {
        write("A=1\nTOKEN=secret\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));

        file.edit().set("A", "2").set(Map.of("B", "3")).remove("TOKEN").write();

        assertThat(path).hasContent("A=2\nB=3\n");
        assertThat(folder.resolve(".env.bak")).hasContent("A=1\nTOKEN=secret\n");
        assertThat(List.of(".env", ".env.bak", ".env.lock"))
                .allSatisfy(name -> assertThat(mode(folder.resolve(name))).isEqualTo("rw-r-----"));
        assertThat(names()).containsExactly(".env", ".env.bak", ".env.lock");
    }

    @Test
    void thereIsOneBackup() throws IOException {
        write("A=1\n");

        file.edit().set("A", "2").write();
        file.edit().set("A", "3").write();

        assertThat(folder.resolve(".env.bak")).hasContent("A=2\n");
    }

    @Test
    void whatSaysItAlreadyIsNotTouched() throws IOException {
        write("A=1\n");
        Object before = Files.readAttributes(path, "unix:ino,ctime");

        assertThat(file.edit().set("A", "1").remove("B").write()).isEmpty();

        assertThat(Files.readAttributes(path, "unix:ino,ctime")).isEqualTo(before);
        assertThat(folder.resolve(".env.bak")).doesNotExist();
    }

    @Test
    void aPreviewTouchesNothing() throws IOException {
        write("A=1\n");

        List<EnvChange> changes = file.edit().set("A", "2").remove("B").preview();

        assertThat(changes).hasToString("[A: changed]");
        assertThat(changes.get(0).before()).contains("1");
        assertThat(path).hasContent("A=1\n");
        assertThat(names()).containsExactly(".env");
    }

    @Test
    void aRefusedEditTouchesNothing() throws IOException {
        write("A='1\n");

        assertThatThrownBy(() -> file.edit().set("B", "2").write())
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining("line 1: the quote is not closed");
        assertThat(path).hasContent("A='1\n");
        assertThat(folder.resolve(".env.bak")).doesNotExist();
    }

    @Test
    void aLinkIsFollowedAndStays() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real")).resolve("settings");
        Files.writeString(real, "A=1\n");
        Files.createSymbolicLink(path, Path.of("real", "settings"));

        file.edit().set("A", "2").write();

        assertThat(path).isSymbolicLink().hasContent("A=2\n");
        assertThat(real).isRegularFile().hasContent("A=2\n");
        assertThat(real.resolveSibling("settings.bak")).hasContent("A=1\n");
    }

    @Test
    void aLinkToNothingIsToldAsSuch() throws IOException {
        Files.createSymbolicLink(path, Path.of("nowhere"));

        assertThat(file.read().keys()).isEmpty();
        assertThatThrownBy(() -> file.edit().set("A", "2").write())
                .isInstanceOf(SettingsFileException.class)
                .hasMessageContaining("it is a link to a file that is not there");
    }

    @Test
    void aFolderIsNoFile() throws IOException {
        Files.createDirectory(path);

        for (Runnable use : List.<Runnable>of(
                file::read,
                () -> file.edit().preview(),
                () -> file.edit().set("A", "1").write())) {
            assertThatThrownBy(use::run)
                    .isInstanceOf(SettingsFileException.class)
                    .hasMessageContaining(path.toString())
                    .hasMessageContaining("is a folder, not a file. Docker makes one");
        }
    }

    @Test
    void aFolderThatIsMissingIsNotMade() {
        assertThatThrownBy(() -> EnvFile.at(folder.resolve("none/.env"))
                        .edit()
                        .set("A", "1")
                        .write())
                .isInstanceOf(SettingsFileException.class)
                .hasMessageContaining("was not changed: its folder is not there");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsNoTextOrTooLargeIsRefused() throws IOException {
        write("A=1\n\0");
        assertThatThrownBy(file::read)
                .isInstanceOf(SettingsFileException.class)
                .hasMessageContaining("no text in UTF-8");

        write("#".repeat(1 << 20) + "\n");
        assertThatThrownBy(file::read)
                .isInstanceOf(SettingsFileException.class)
                .hasMessageContaining("larger than 1 MiB");

        write("#".repeat((1 << 20) - 10) + "\n");
        assertThatThrownBy(() -> file.edit().set("A", "a long value").write())
                .isInstanceOf(SettingsFileException.class)
                .hasMessageContaining("would be larger than 1 MiB");
        assertThat(path).hasSize((1 << 20) - 9);
    }

    @Test
    void whatAnEarlierEditLeftBehindIsInNobodysWay() throws IOException {
        write("A=1\n");
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "mine");
        Files.createSymbolicLink(folder.resolve(".env.tmp"), elsewhere);
        Files.writeString(folder.resolve(".env.bak.tmp"), "half of somethi");

        file.edit().set("A", "2").write();

        assertThat(path).hasContent("A=2\n");
        assertThat(elsewhere).hasContent("mine");
        assertThat(names()).containsExactly(".env", ".env.bak", ".env.lock", "elsewhere");
    }

    @Test
    void anInterruptedThreadWritesNothing() throws IOException {
        write("A=1\n");
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> file.edit().set("A", "2").write()).isInstanceOf(SettingsFileException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(path).hasContent("A=1\n");
        file.edit().set("A", "3").write();
        assertThat(path).hasContent("A=3\n");
    }

    @Test
    void nothingShowsAValue() {
        assertThat(file.edit().set("TOKEN", "secret").remove("B")).hasToString("EnvEdit[TOKEN, B]");
        assertThat(file).hasToString("EnvFile[" + path + "]");
        assertThat(file.edit().set("TOKEN", "secret").preview()).hasToString("[TOKEN: added]");
    }

    private void write(String text) throws IOException {
        Files.writeString(path, text);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> String.valueOf(each.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
