package digital.memu.inference.config;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.support.RealParts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real mounts, a full disk and missing rights: each in a program with a mount table of its own, which ends with it. */
class EnvMountsTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void here() {
        file = folder.resolve("mounted/.env");
    }

    @Test
    void aSingleMountedFileIsWrittenInPlace() throws Exception {
        Path real = Files.writeString(folder.resolve("real"), "A=1\nP0=a long value that goes\n");
        Object inode = Files.getAttribute(real, "unix:ino");

        String said = withMounts("mkdir mounted; touch mounted/.env; mount --bind real mounted/.env", "ls -A mounted");

        assertThat(said).contains("done").contains(".env .env.bak .env.lock");
        assertThat(real).hasContent("A=1\nP0='value 0'\n");
        assertThat(Files.getAttribute(real, "unix:ino")).isEqualTo(inode);
        assertThat(folder.resolve("mounted/.env.bak")).hasContent("A=1\nP0=a long value that goes\n");
    }

    /** A mount keeps to the file that was there when it was made, which then has no name any more. */
    @Test
    void aSingleMountedFileThatWasReplacedOutsideIsNotWrittenForNobody() throws Exception {
        Path real = Files.writeString(folder.resolve("real"), "A=1\n");

        String said = withMounts(
                "mkdir mounted; touch mounted/.env; mount --bind real mounted/.env; echo A=2 > new; mv new real",
                "cat mounted/.env; ls -A mounted");

        assertThat(said)
                .contains(file + ": was not changed: it was replaced outside of this container")
                .contains("Restart the container")
                .endsWith("A=1 .env .env.lock");
        assertThat(real).hasContent("A=2\n");
    }

    @Test
    void aSingleFileMountedReadOnlyIsLeft() throws Exception {
        Path real = Files.writeString(folder.resolve("real"), "A=1\n");

        String said = withMounts(
                "mkdir mounted; touch mounted/.env; mount --bind real mounted/.env;"
                        + " mount -o remount,ro,bind mounted/.env",
                "true");

        assertThat(said).contains("was not changed: this program's user may not write to it");
        assertThat(real).hasContent("A=1\n");
    }

    @Test
    void aReadOnlyFolderIsNamed() throws Exception {
        String said = withMounts(
                "mkdir mounted; mount -t tmpfs none mounted; echo A=1 > mounted/.env; mount -o remount,ro mounted",
                "cat mounted/.env; ls -A mounted");

        assertThat(said)
                .contains(file + ": was not changed: its folder is mounted read-only. Mount it so")
                .endsWith("A=1 .env");
    }

    @Test
    void aFullDiskLeavesTheOldFile() throws Exception {
        String said = withMounts(
                "mkdir mounted; mount -t tmpfs -o size=16k none mounted; echo A=1 > mounted/.env;"
                        + " cat /dev/zero > mounted/fill 2>&-",
                "cat mounted/.env; ls -A mounted");

        assertThat(said)
                .contains(file + ": was not changed: the disk is full. Make room")
                .endsWith("A=1 .env .env.lock fill");
    }

    @Test
    void aFullDiskUnderASingleMountedFileLeavesItToo() throws Exception {
        String said = withMounts(
                "mkdir mounted full; touch mounted/.env; mount -t tmpfs -o size=16k none full;"
                        + " head -c 4090 /dev/zero | tr '\\0' '#' > full/env; echo >> full/env;"
                        + " cat /dev/zero > full/fill 2>&-; md5sum < full/env; mount --bind full/env mounted/.env",
                "md5sum < full/env; ls -A mounted");

        assertThat(said).contains("was not changed: ").endsWith(" .env .env.bak .env.lock");
        List<String> sums = Arrays.stream(said.split(" "))
                .filter(word -> word.matches("[0-9a-f]{32}"))
                .toList();
        assertThat(sums).hasSize(2);
        assertThat(sums.get(0)).isEqualTo(sums.get(1));
    }

    @Test
    void aFolderWithoutTheRightToWriteIsNamed() throws Exception {
        String said = withoutRights("mkdir mounted; echo A=1 > mounted/.env; chmod 555 mounted", "cat mounted/.env");

        assertThat(said)
                .contains(file + ": was not changed: this program's user may not write there. Give it the right")
                .endsWith("A=1");
    }

    @Test
    void aFileWithoutTheRightToWriteIsLeft() throws Exception {
        String said =
                withoutRights("mkdir mounted; echo A=1 > mounted/.env; chmod 444 mounted/.env", "cat mounted/.env");

        assertThat(said).contains("may not write to it").endsWith("A=1");
    }

    @Test
    void aFileOfSomebodyElseStaysHis() throws Exception {
        RealParts.require(isRoot(), "Only root can make a file of somebody else's: a test is left out.");
        String said = withoutRights(
                "mkdir mounted; echo A=1 > mounted/.env; chmod 666 mounted/.env; chown 12345:54321 mounted/.env",
                "cat mounted/.env; stat -c '%u:%g %a' mounted/.env mounted/.env.bak");

        assertThat(said).contains("done").endsWith("A=1 P0='value 0' 12345:54321 666 0:0 600");
    }

    @Test
    void ownerAndModeStayWhenRootEdits() throws Exception {
        RealParts.require(isRoot(), "Only root can make a file of somebody else's: a test is left out.");
        String said = run(
                List.of(),
                "mkdir mounted; echo A=1 > mounted/.env; chmod 640 mounted/.env; chown 12345:54321 mounted/.env",
                "stat -c '%u:%g %a' mounted/.env mounted/.env.bak mounted/.env.lock");

        assertThat(said).endsWith("12345:54321 640 12345:54321 640 12345:54321 640");
    }

    @Test
    void aLockThatIsSomebodyElsesIsNamed() throws Exception {
        RealParts.require(isRoot(), "Only root can make a file of somebody else's: a test is left out.");
        String said = withoutRights(
                "mkdir mounted; echo A=1 > mounted/.env; touch mounted/.env.lock; chmod 600 mounted/.env.lock;"
                        + " chown 12345:54321 mounted/.env.lock",
                "cat mounted/.env");

        assertThat(said)
                .contains(file + ": was not changed: this program's user may not write to " + file + ".lock. ")
                .endsWith("A=1");
    }

    @Test
    void aLockGoesToTheNextOwnerWithTheFile() throws Exception {
        RealParts.require(isRoot(), "Only root can make a file of somebody else's: a test is left out.");
        String made =
                "mkdir mounted; echo A=1 > mounted/.env; chmod 640 mounted/.env; chown 12345:54321 mounted/.env; ";

        assertThat(run(
                        List.of(),
                        made + "touch mounted/.env.lock; chmod 600 mounted/.env.lock",
                        "stat -c '%u:%g %a' mounted/.env.lock"))
                .endsWith("done 12345:54321 640");
        assertThat(run(
                        List.of(),
                        "rm -r mounted; " + made + "echo secret > mounted/.env.lock",
                        "stat -c %u mounted/.env.lock"))
                .as("what is no lock")
                .endsWith("done 0");
    }

    @Test
    void mountPointsWithBlanksAreFound() {
        assertThat(MountPoints.unescaped("/a\\040b\\134c\\011\\012")).isEqualTo("/a b\\c\t\n");
    }

    private String withMounts(String before, String after) throws Exception {
        List<String> own = new ArrayList<>(List.of("unshare", "--mount"));
        if (!isRoot()) {
            own.add("--map-root-user");
        }
        RealParts.require(
                works(own),
                "Mounts of one's own are not possible here (unshare --mount, as root): a test is left out.");
        return run(own, before, after);
    }

    /** Without what makes root mightier than the owner of a file. */
    private String withoutRights(String before, String after) throws Exception {
        List<String> less = isRoot()
                ? List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner,-chown")
                : List.of();
        RealParts.require(
                less.isEmpty() || works(less),
                "Rights cannot be given up here (setpriv, as root): a test is left out.");
        return run(List.of(), before, String.join(" ", less), after);
    }

    private String run(List<String> around, String before, String after) throws Exception {
        return run(around, before, "", after);
    }

    /** What is said by the shell and the program in it, on one line. */
    private String run(List<String> around, String before, String prefix, String after) throws Exception {
        List<String> command = new ArrayList<>(around);
        command.addAll(List.of("sh", "-c", before + "; echo | " + prefix + " \"$@\"; " + after, "sh"));
        command.addAll(EnvProgram.command(file, "P", 1));
        Process shell = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        shell.getOutputStream().close();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said.strip().replace('\n', ' ');
    }

    private static boolean works(List<String> prefix) throws InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(
                prefix.get(0).equals("unshare") ? List.of("mount", "-t", "tmpfs", "none", "/mnt") : List.of("true"));
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }
}
