package digital.memu.inference.example.photosearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderScanTest {

    @TempDir
    Path folder;

    @BeforeEach
    void realFolder() throws IOException {
        folder = folder.toRealPath();
    }

    private List<String> found() throws IOException {
        return FolderScan.of(folder).photos().stream().map(PhotoFile::path).toList();
    }

    private static byte[] png() {
        return Pictures.bytes("png", Color.RED, 8, 8);
    }

    @Test
    void whatIsAPhotoSaysItsNameOrItsFirstBytes() throws IOException {
        Pictures.write(folder.resolve("b/named.JPG"), new byte[0]);
        Pictures.write(folder.resolve("a/unnamed"), png());
        Pictures.write(folder.resolve("a/film.mp4"), new byte[] {0, 0, 0, 24, 'f', 't', 'y', 'p', 'm', 'p', '4', '2'});
        Pictures.write(
                folder.resolve("a/phone.heic"), new byte[] {0, 0, 0, 24, 'f', 't', 'y', 'p', 'h', 'e', 'i', 'c'});
        Pictures.write(folder.resolve("a/letter.txt"), "Dear Anna".getBytes());

        assertThat(found()).containsExactly("a/phone.heic", "a/unnamed", "b/named.JPG");
    }

    @Test
    void hiddenThingsAndThoseOfProgramsAreLeftOut() throws IOException {
        Pictures.write(folder.resolve(".hidden/a.png"), png());
        Pictures.write(folder.resolve(".a.png"), png());
        Pictures.write(folder.resolve("thumbnails/a.png"), png());
        Files.writeString(
                folder.resolve("thumbnails/CACHEDIR.TAG"),
                "Signature: 8a477f597d28d172789f06886806bc55\n# of a program");
        Pictures.write(folder.resolve("tagged by hand/a.png"), png());
        Files.writeString(folder.resolve("tagged by hand/CACHEDIR.TAG"), "mine");

        assertThat(found()).containsExactly("tagged by hand/a.png");
    }

    @Test
    void linksAreNotFollowedNotEvenInCircles() throws IOException {
        Pictures.write(folder.resolve("a/real.png"), png());
        Files.createSymbolicLink(folder.resolve("a/up"), folder);
        Files.createSymbolicLink(folder.resolve("linked.png"), folder.resolve("a/real.png"));

        assertThat(found()).containsExactly("a/real.png");
    }

    @Test
    void whatNobodyMayReadIsToldAndNotTakenForGone() throws IOException {
        Pictures.write(folder.resolve("locked/a.png"), png());
        Files.setPosixFilePermissions(folder.resolve("locked"), PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(folder.resolve("locked")), "root may read everything");
        try {
            FolderScan scan = FolderScan.of(folder);

            assertThat(scan.photos()).isEmpty();
            assertThat(scan.problems()).extracting(Problem::path).containsExactly("locked");
            assertThat(scan.isUnseen("locked/a.png")).isTrue();
            assertThat(scan.isUnseen("locked too/a.png")).isFalse();
        } finally {
            Files.setPosixFilePermissions(folder.resolve("locked"), PosixFilePermissions.fromString("rwx------"));
        }
    }
}
