package digital.memu.inference.config;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.config.FaultyDisk.Moment;
import digital.memu.inference.config.FaultyDisk.PowerCut;
import digital.memu.inference.failure.SettingsFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever fails at whatever step of an edit: the old file is there or the new one, never a mixture. */
class EnvCrashTest {

    private static final String OLD = "A=1\n# kept\nB=2\n";
    private static final String NEW = "A=new\n# kept\nB=2\nC='a longer one'\n";
    private static final String OLDER = "A=0\n";

    /** More steps than an edit in place takes. */
    private static final int IN_PLACE = 30;

    @TempDir
    private Path root;

    private int folders;

    @ParameterizedTest
    @EnumSource(Moment.class)
    void thePowerFails(Moment moment) throws IOException {
        int steps = steps(OLD);
        for (int step = 0; step < steps; step++) {
            Path file = folderWith(OLD);

            assertThat(edited(file, new FaultyDisk(step, moment, true, false))).isEqualTo("power cut");

            String now = Files.readString(file);
            assertThat(now).as("step %d", step).isIn(OLD, NEW);
            assertThat(beside(file, ".bak"))
                    .as("step %d", step)
                    .satisfiesAnyOf(
                            backup -> assertThat(backup).hasContent(OLDER),
                            backup -> assertThat(backup).hasContent(OLD));
            if (now.equals(NEW)) {
                assertThat(beside(file, ".bak")).hasContent(OLD);
            }
            goesOnAfterwards(file);
        }
        assertThat(steps).isGreaterThan(15);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void thePowerFailsAtTheFirstEditOfAll(Moment moment) throws IOException {
        int steps = steps(null);
        for (int step = 0; step < steps; step++) {
            Path file = folderWith(null);

            assertThat(edited(file, new FaultyDisk(step, moment, true, false))).isEqualTo("power cut");

            if (Files.exists(file)) {
                assertThat(file).as("step %d", step).hasContent("A=new\nC='a longer one'\n");
            }
            goesOnAfterwards(file);
        }
        assertThat(steps).isGreaterThan(7);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void theDiskFails(Moment moment) throws IOException {
        int steps = steps(OLD);
        for (int step = 0; step < steps; step++) {
            Path file = folderWith(OLD);

            String outcome = edited(file, new FaultyDisk(step, moment, false, false));

            String now = Files.readString(file);
            if (outcome.isEmpty()) {
                // Only giving the new file to the old one's owner can be done without.
                assertThat(now).as("step %d", step).isEqualTo(NEW);
            } else if (outcome.contains("was not changed") && moment != Moment.AFTER) {
                assertThat(now).as("step %d", step).isEqualTo(OLD);
            } else {
                assertThat(now).as("step %d: %s", step, outcome).isIn(OLD, NEW);
            }
            assertThat(outcome)
                    .satisfiesAnyOf(
                            said -> assertThat(said).isEmpty(),
                            said -> assertThat(said).contains(file.toString()));
            assertThat(namesBeside(file)).noneMatch(name -> name.endsWith(".tmp"));
            goesOnAfterwards(file);
        }
    }

    @Test
    void inPlaceTheOldContentIsSafeBeforeTheFirstByteIsWritten() throws IOException {
        for (int step = 0; ; step++) {
            Path file = folderWith(OLD);
            String outcome = edited(file, new FaultyDisk(step, Moment.HALFWAY, true, true));
            if (outcome.isEmpty()) {
                assertThat(file).hasContent(NEW);
                break;
            }
            if (!Files.readString(file).equals(OLD)) {
                assertThat(beside(file, ".bak")).hasContent(OLD);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void inPlaceTheOldContentIsPutBack(Moment moment) throws IOException {
        String outcome;
        int step = 0;
        do {
            Path file = folderWith(OLD);
            outcome = edited(file, new FaultyDisk(step++, moment, false, true));

            assertThat(file)
                    .as("step %d: %s", step, outcome)
                    .hasContent(outcome.contains("was not changed") ? OLD : NEW);
        } while (step < IN_PLACE);
        assertThat(outcome).isEmpty();
    }

    @Test
    void inPlaceAMixtureIsToldWhenNothingElseIsPossible() throws IOException {
        int mixtures = 0;
        for (int step = 0; step < IN_PLACE; step++) {
            Path file = folderWith(OLD);
            String outcome = edited(file, FaultyDisk.broken(step));

            String now = Files.readString(file);
            if (outcome.contains("was not changed")) {
                assertThat(now).as("step %d", step).isEqualTo(OLD);
            } else if (!now.equals(NEW)) {
                mixtures++;
                assertThat(outcome).contains("may be damaged").contains(".bak");
                assertThat(beside(file, ".bak")).hasContent(OLD);
            }
        }
        assertThat(mixtures).isOne();
    }

    /** An interrupt closes the channels of a thread that writes: half of a file would be left, and no way to put it back. */
    @Test
    void inPlaceAnInterruptChangesNothing() throws IOException {
        Path file = folderWith(OLD);
        Disk disk = new RealDisk(Duration.ofSeconds(30));
        Thread.currentThread().interrupt();
        try {
            disk.overwrite(file, NEW.getBytes(StandardCharsets.UTF_8));
            assertThat(disk.read(file)).as("read to verify").hasSize(NEW.length());
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(file).hasContent(NEW);
    }

    @Test
    void inPlaceTheFileItselfStays() throws IOException {
        Path file = folderWith(OLD);
        Object inode = Files.getAttribute(file, "unix:ino");

        assertThat(edited(file, new FaultyDisk(-1, Moment.BEFORE, false, true))).isEmpty();

        assertThat(file).hasContent(NEW);
        assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(inode);
        assertThat(edited(folderWith(OLD), new FaultyDisk(-1, Moment.BEFORE, false, false)))
                .isEmpty();
    }

    @Test
    void aFileThatWeCannotGiveAwayIsWrittenInPlace() throws IOException {
        Path file = folderWith(OLD);
        Object inode = Files.getAttribute(file, "unix:ino");
        int giving = 8;

        assertThat(edited(file, new FaultyDisk(giving, Moment.BEFORE, false, false)))
                .isEmpty();

        assertThat(file).hasContent(NEW);
        assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(inode);
        assertThat(beside(file, ".bak")).hasContent(OLD);
    }

    private int steps(@Nullable String old) throws IOException {
        FaultyDisk disk = new FaultyDisk(-1, Moment.BEFORE, false, false);
        assertThat(edited(folderWith(old), disk)).isEmpty();
        return disk.steps();
    }

    /** How an edit ended: empty if well. */
    private static String edited(Path file, Disk disk) {
        try {
            new EnvFile(file, disk)
                    .edit()
                    .set("A", "new")
                    .set("C", "a longer one")
                    .write();
            return "";
        } catch (PowerCut e) {
            return "power cut";
        } catch (SettingsFileException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void goesOnAfterwards(Path file) throws IOException {
        EnvFile.at(file).edit().set("A", "after").write();

        assertThat(EnvFile.at(file).read().get("A")).contains("after");
        assertThat(namesBeside(file)).noneMatch(name -> name.equals(".env.tmp"));
    }

    private Path folderWith(@Nullable String old) throws IOException {
        Path file = Files.createDirectory(root.resolve("f" + folders++)).resolve(".env");
        if (old != null) {
            Files.writeString(file, old);
            Files.writeString(beside(file, ".bak"), OLDER);
        }
        return file;
    }

    private static Path beside(Path file, String end) {
        return file.resolveSibling(file.getFileName() + end);
    }

    private static List<String> namesBeside(Path file) throws IOException {
        try (Stream<Path> files = Files.list(file.resolveSibling(""))) {
            return files.map(each -> String.valueOf(each.getFileName())).toList();
        }
    }
}
