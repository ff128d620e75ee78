package digital.memu.inference.example.photosearch;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.example.console.Io;
import digital.memu.inference.example.console.LiveLine;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Small things that people read, or write. */
class WordsTest {

    @Test
    void linksToWhateverIsThere() {
        Path page = Path.of("/home/pages");

        assertThat(Links.relative(page, Path.of("/home/photos/a b%&?#\u00e9.jpg")))
                .isEqualTo("../photos/a%20b%25%26%3F%23%C3%A9.jpg");
        assertThat(Links.relative(page, Path.of("/home/pages/javascript:alert(1).jpg")))
                .isEqualTo("javascript%3Aalert%281%29.jpg");
    }

    @Test
    void aNarrowTerminalGetsWhatMattersMost() {
        Progress progress = new Progress(
                Io.ofProcess(),
                new LiveLine(new PrintStream(OutputStream.nullOutputStream()), OptionalInt.of(80)),
                2000);
        progress.done("gaming-pc");

        assertThat(progress.text(100)).startsWith("[---").contains("1 of 2000  ", "/s  ", " left  on gaming-pc");
        assertThat(progress.text(20)).startsWith("1 of 2000").doesNotContain("gaming");
        assertThat(progress.text(9)).isEqualTo("1 of 2000");
        progress.close();
    }
}
