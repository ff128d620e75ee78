package digital.memu.inference.example.photosearch;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.immich.testing.ImmichMlSimulator;
import digital.memu.support.JavaProgram.Ended;
import digital.memu.support.RunningProgram;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The work of the process, on one server. */
class IndexCommandTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Gate gate = new Gate();
    private final ImmichMlSimulator server = ImmichMlSimulator.builder()
            .runTime(Duration.ofMillis(5))
            .faces(gate::faces)
            .build();

    @TempDir
    Path folder;

    private Path photos;
    private SearchProcess search;

    @BeforeEach
    void knowIt() {
        photos = folder.resolve("photos");
        search = new SearchProcess(folder).server(server.url());
    }

    @AfterEach
    void close() {
        gate.open();
        server.close();
    }

    private int asked() {
        return server.requests("/predict").size();
    }

    private Ended index(String... options) {
        String[] words = new String[options.length + 2];
        words[0] = "index";
        words[1] = "photos";
        System.arraycopy(options, 0, words, 2, options.length);
        return search.run(words);
    }

    @Test
    void progressIsNoDataAndASecondRunCostsNothing() {
        Pictures.several(photos, 20);

        Ended first = index();
        int asked = asked();
        int connections = server.connectionsAccepted();
        Ended second = index();

        assertThat(first.out()).isEqualTo("20 photos in the index: 20 new.\n");
        assertThat(first.err())
                .contains("2 of 20  ", "/s  ", " left  on ", "20 of 20")
                .doesNotContain("\r", "\u001b");
        assertThat(first.code()).isZero();
        assertThat(asked).isEqualTo(20);
        assertThat(second.out()).isEqualTo("20 photos in the index: nothing new.\n");
        assertThat(second.err()).isEmpty();
        assertThat(server.connectionsAccepted()).isEqualTo(connections);
    }

    @Test
    void onATerminalALineIsWrittenOverHoweverNarrowItIs() {
        // More than can be looked at between two times that the line is shown.
        Pictures.several(photos, 40);

        Ended wide = search.terminal(100, "index", "photos");
        Ended narrow = search.terminal(30, "index", "photos", "--rebuild");

        assertThat(wide.out()).contains("[##", " of 40  ", "/s  ", " left").doesNotContain("\u001b");
        assertThat(narrow.out()).contains(" of 40").doesNotContain("[#");
        assertThat(wide.code() + narrow.code()).isZero();
    }

    @Test
    void whatIsGoneIsTakenOutAndWhatWasMovedIsNotLookedAtAgain() throws IOException {
        Pictures.several(photos, 5);
        index();
        Files.delete(photos.resolve("0.jpg"));
        Files.move(photos.resolve("1.jpg"), photos.resolve("moved.jpg"));
        Pictures.jpeg(photos.resolve("2.jpg"), Color.MAGENTA);
        int asked = asked();

        Ended result = index();

        assertThat(result.out()).isEqualTo("4 photos in the index: 1 new, 1 moved or copied, 2 removed.\n");
        assertThat(asked() - asked).isEqualTo(1);
    }

    @Test
    void anInterruptedRunIsGoneOnWith() {
        Pictures.several(photos, 60);
        gate.closeAfter(12);
        RunningProgram running = search.start("index", "photos");
        assertThat(server.awaitRequests(14, SOON)).isTrue();

        running.interrupt();

        Ended interrupted = running.result();
        gate.open();
        assertThat(interrupted.code()).isEqualTo(130);
        assertThat(interrupted.out()).isEmpty();
        assertThat(interrupted.err())
                .containsPattern(
                        "Interrupted\\. [1-9][0-9]? photos in the index; the same command goes on there\\.\n$");
        int before = asked();
        Ended rest = index();
        assertThat(rest.out()).startsWith("60 photos in the index: ");
        assertThat(asked() - before).isLessThan(60);
        // Of those under way at the interrupt nobody knows the end.
        assertThat(asked()).isBetween(60, 66);
    }

    @Test
    void aKilledRunLeavesAnIndexThatIsWhole() {
        Pictures.several(photos, 90);
        gate.closeAfter(70);
        RunningProgram running = search.start("index", "photos");
        running.awaitNote("63 of 90");

        running.kill();

        running.result();
        gate.open();
        int before = asked();
        Ended rest = index();
        assertThat(rest.out()).startsWith("90 photos in the index: ");
        assertThat(rest.code()).isZero();
        assertThat(asked() - before).isBetween(1, 89);
    }

    @Test
    void unreadablePhotosAreListedAndRememberedUntilTheyChange() {
        Pictures.jpeg(photos.resolve("fine.jpg"), Color.RED);
        Pictures.write(photos.resolve("empty.jpg"), new byte[0]);
        Pictures.write(photos.resolve("text.jpg"), "no picture".getBytes());
        Pictures.write(photos.resolve("large.png"), Pictures.pngHeader(20_000, 20_000));
        Pictures.write(photos.resolve("hundred.png"), Pictures.pngHeader(10_000, 10_000));
        Pictures.write(photos.resolve("notes.txt"), "no picture and none meant".getBytes());

        Ended first = index();
        int asked = asked();
        Ended second = index();

        assertThat(first.out())
                .startsWith("1 photo in the index: 1 new.\n4 photos not in the index:\n")
                .contains("  empty.jpg: it is empty: 0 bytes\n", "  text.jpg: ", "  large.png: ", "  hundred.png: ")
                .doesNotContain("notes");
        assertThat(first.code()).isZero();
        assertThat(second.out()).isEqualTo(first.out().replace("1 new", "nothing new"));
        assertThat(asked()).isEqualTo(asked).isEqualTo(1);
        Pictures.jpeg(photos.resolve("empty.jpg"), Color.BLUE);
        assertThat(index().out()).startsWith("2 photos in the index: 1 new.\n3 photos not");
    }

    @Test
    void anEmptiedFolderIsAMissingDiskUntilItsOwnerSaysOtherwise() throws IOException {
        Pictures.several(photos, 2);
        index();
        Files.delete(photos.resolve("0.jpg"));
        Files.delete(photos.resolve("1.jpg"));

        Ended missing = index();
        Ended empty = index("--rebuild");

        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("2 photos of it are in the index", "is its disk there?");
        assertThat(empty.out()).isEqualTo("0 photos in the index: nothing new.\n");
    }

    @Test
    void otherModelsAreRefusedBeforeAnybodyIsAsked() {
        Pictures.several(photos, 2);
        index();
        int asked = asked();

        Ended other = index("--model", "ViT-L-14__openai");

        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err())
                .contains("made with the models ViT-B-32__openai, buffalo_l, PP-OCRv5_mobile", "ViT-L-14__openai")
                .contains("--rebuild", "--index");
        assertThat(asked()).isEqualTo(asked);
        assertThat(index().out()).isEqualTo("2 photos in the index: nothing new.\n");
    }

    @Test
    void aFolderWithOtherThingsIsNoPlaceForAnIndex() throws IOException {
        Pictures.several(photos, 1);
        Files.writeString(Files.createDirectory(folder.resolve("papers")).resolve("thesis.tex"), "years of work");

        Ended refused = index("--index", "papers");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualTo("'papers' is no index: there is 'thesis.tex' in it. Name a folder that is empty"
                        + " or not there yet.\n");
        assertThat(folder.resolve("papers/thesis.tex")).hasContent("years of work");
    }

    @Test
    void aFolderThatIsNotThere() {
        Ended missing = search.run("index", "no such folder");

        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).isEqualTo("'no such folder' is no folder, or it is not there.\n");
    }
}
