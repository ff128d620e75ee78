package digital.memu.inference.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.failure.SettingsFileException;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several programs, and several threads, that edit one file at a time lose nothing. */
class EnvProcessesTest {

    private static final int PROCESSES = 4;
    private static final int KEYS = 200;

    @TempDir
    private Path folder;

    @Test
    void fourProgramsLoseNoneOfEightHundredVariables() throws Exception {
        Path memory = Path.of("/dev/shm");
        Path where = Files.createTempDirectory(Files.isWritable(memory) ? memory : folder, "env-file");
        try {
            fourProgramsEdit(where);
        } finally {
            for (String name : new String[] {".env", ".env.bak", ".env.lock", ".env.tmp", ".env.bak.tmp"}) {
                Files.deleteIfExists(where.resolve(name));
            }
            Files.delete(where);
        }
    }

    /** Where syncing costs nothing, when there is such a place: what counts here is who comes before whom. */
    private static void fourProgramsEdit(Path where) throws Exception {
        Path file = Files.writeString(where.resolve(".env"), "# first\n");
        List<Process> programs = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                programs.add(new ProcessBuilder(EnvProgram.command(file, "P" + i + "_", KEYS))
                        .redirectErrorStream(true)
                        .start());
            }
            List<BufferedReader> outputs = new ArrayList<>();
            for (Process program : programs) {
                BufferedReader output = program.inputReader();
                outputs.add(output);
                assertThat(output.readLine()).isEqualTo("ready");
            }
            for (Process program : programs) {
                try (OutputStream go = program.getOutputStream()) {
                    go.write('\n');
                }
            }
            for (BufferedReader output : outputs) {
                assertThat(output.readLine()).isEqualTo("done");
            }
        } finally {
            programs.forEach(Process::destroyForcibly);
        }

        EnvValues values = EnvFile.at(file).read();
        assertThat(values.keys()).hasSize(PROCESSES * KEYS);
        assertThat(values.get("P3_199")).contains("value 199");
        assertThat(Files.readString(file)).startsWith("# first\n");
    }

    @Test
    void neitherDoThreads() {
        Path file = folder.resolve(".env");
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String prefix = "T" + i + "_";
            threads.add(CompletableFuture.runAsync(() -> {
                for (int n = 0; n < 20; n++) {
                    EnvFile.at(file).edit().set(prefix + n, "x").write();
                }
            }));
        }
        threads.forEach(CompletableFuture::join);

        assertThat(EnvFile.at(file).read().keys()).hasSize(80);
    }

    /** Nobody is told that a file may not be written to, because it came while that was asked. */
    @Test
    void aFileThatAnotherMakesMeanwhileIsWritable() throws IOException {
        Disk disk = new RealDisk(Duration.ofSeconds(30));
        for (int i = 0; i < 500; i++) {
            Path file = folder.resolve(".env" + i);
            CompletableFuture<Boolean> made = CompletableFuture.supplyAsync(() -> make(file));
            do {
                assertThat(disk.isWritable(file)).isTrue();
            } while (!made.isDone());
            assertThat(made.join()).isTrue();
        }
    }

    private static boolean make(Path file) {
        try {
            return file.toFile().createNewFile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whoHoldsTheLockTooLongIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve(".env"), "A=1\n");
        Disk impatient = new RealDisk(Duration.ofMillis(50));
        CompletableFuture<String> refused;
        try (Closeable held = FileLocks.take(lockOf(file), Duration.ofSeconds(30))) {
            assertThat(held).isNotNull();
            refused = CompletableFuture.supplyAsync(() -> edit(new EnvFile(file, impatient)));

            assertThat(refused.get(30, TimeUnit.SECONDS)).contains("was not changed: another program holds its lock");
        }
        assertThat(edit(EnvFile.at(file))).isEmpty();
    }

    @Test
    void anotherFileIsNotWaitedFor() throws Exception {
        Path file = folder.resolve(".env");
        EnvFile other = new EnvFile(folder.resolve("other.env"), new RealDisk(Duration.ofSeconds(30)));
        try (Closeable held = FileLocks.take(lockOf(file), Duration.ofSeconds(30))) {
            assertThat(held).isNotNull();
            assertThat(CompletableFuture.supplyAsync(() -> edit(other)).get(60, TimeUnit.SECONDS))
                    .isEmpty();
        }
    }

    @Test
    void soIsAnotherProgram() throws Exception {
        Path file = Files.writeString(folder.resolve(".env"), "A=1\n");
        String script = "import fcntl, sys; f = open(sys.argv[1], 'w'); fcntl.lockf(f, fcntl.LOCK_EX);"
                + " print('held', flush=True); sys.stdin.read()";
        Process holder = new ProcessBuilder(
                        "python3", "-c", script, lockOf(file).toString())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("held");
            // The shorter one is over before the wait has begun.
            for (Duration patience : List.of(Duration.ofNanos(1), Duration.ofMillis(50))) {
                EnvFile impatient = new EnvFile(file, new RealDisk(patience));
                assertThatThrownBy(() -> impatient.edit().set("A", "2").write())
                        .isInstanceOf(SettingsFileException.class)
                        .hasMessageContaining("another program holds its lock");
            }
        } finally {
            holder.destroyForcibly().waitFor();
        }
        assertThat(EnvFile.at(file).edit().set("A", "2").write()).hasSize(1);
    }

    private static String edit(EnvFile file) {
        try {
            file.edit().set("A", "2").write();
            return "";
        } catch (SettingsFileException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static Path lockOf(Path file) throws IOException {
        Path lock = file.resolveSibling(".env.lock");
        return Files.exists(lock) ? lock : Files.createFile(lock);
    }
}
