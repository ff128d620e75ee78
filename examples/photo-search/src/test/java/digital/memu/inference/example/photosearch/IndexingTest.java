package digital.memu.inference.example.photosearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.example.console.Failures;
import digital.memu.inference.example.console.Io;
import digital.memu.inference.example.console.LiveLine;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.ModelNotFoundException;
import digital.memu.inference.failure.ServerException;
import digital.memu.inference.failure.UnprocessablePhotoException;
import digital.memu.inference.immich.ImageIoPhotoPreparer;
import digital.memu.inference.testing.FakeBackend;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The work itself, on a backend without a server. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IndexingTest {

    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());
    private static final Models MODELS = new Models("clip", "face", "ocr");

    @TempDir
    Path folder;

    private FakePhotoModel eye;
    private FakeBackend server;
    private Home home;
    private Duration giveUpAfter = Duration.ofMinutes(10);

    @BeforeEach
    void openHome() {
        eye = new FakePhotoModel();
        server = FakeBackend.named("pc").offering(Capability.PHOTOS, eye).build();
        home = new Home(InferenceRouter.builder().backend(server).build(), ImageIoPhotoPreparer.create(), List.of());
    }

    @BeforeEach
    void realFolder() throws IOException {
        folder = folder.toRealPath();
    }

    @AfterEach
    void close() {
        home.close();
    }

    private Path place() {
        return folder.resolve(".photo-search");
    }

    /** One run, as the command does it. */
    private Tally index() throws IOException {
        try (PhotoIndexWriter writer = PhotoIndexWriter.open(place(), MODELS, false)) {
            return index(writer, new Patience(home, giveUpAfter, Duration.ofMillis(1)));
        }
    }

    private Tally index(PhotoIndexWriter writer, Patience patience) throws IOException {
        KnownPhotos known = writer.known();
        List<PhotoFile> changed = FolderScan.of(folder).photos().stream()
                .filter(file -> !known.has(file))
                .toList();
        Progress progress = new Progress(Io.ofProcess(), new LiveLine(NOWHERE, OptionalInt.of(80)), changed.size());
        return new Indexing(writer, known, new Analyst(home, MODELS, patience, known.contents()), patience, progress)
                .run(changed);
    }

    private List<String> found(float... colour) throws IOException {
        try (PhotoIndex index = PhotoIndex.open(place())) {
            return index.nearest(colour, 1).stream().map(Match::path).toList();
        }
    }

    @Test
    void whatIsFoundIsTheNearest() throws IOException {
        Pictures.jpeg(folder.resolve("red.jpg"), Color.RED);
        Pictures.jpeg(folder.resolve("below/blue.jpg"), Color.BLUE);

        assertThat(index().looked).isEqualTo(2);

        assertThat(found(0.9f, 0.1f, 0)).containsExactly("red.jpg");
        assertThat(found(0, 0.1f, 0.9f)).containsExactly("below/blue.jpg");
    }

    @Test
    void aSecondRunAsksNobody() throws IOException {
        Pictures.several(folder, 5);
        index();
        int asked = eye.asked.get();

        assertThat(index().looked).isZero();

        assertThat(asked).isEqualTo(5);
        assertThat(eye.asked).hasValue(asked);
    }

    @Test
    void aMovedFileAndACopyAskNobody() throws IOException {
        Pictures.jpeg(folder.resolve("red.jpg"), Color.RED);
        index();
        Files.move(folder.resolve("red.jpg"), folder.resolve("moved.jpg"));
        Files.copy(folder.resolve("moved.jpg"), folder.resolve("copy.jpg"));

        assertThat(index().known).isEqualTo(2);

        assertThat(eye.asked).hasValue(1);
    }

    @Test
    void anUnreadablePhotoIsRememberedUntilItChanges() throws IOException {
        Pictures.write(folder.resolve("bad.jpg"), new byte[] {1, 2, 3});
        index();
        try (PhotoIndexWriter writer = PhotoIndexWriter.open(place(), MODELS, false)) {
            assertThat(writer.known().problem("bad.jpg")).startsWith("it is of no kind");
            assertThat(FolderScan.of(folder).photos()).allMatch(writer.known()::has);
        }
        Pictures.jpeg(folder.resolve("bad.jpg"), Color.RED);

        assertThat(index().looked).isEqualTo(1);

        assertThat(found(1, 0, 0)).containsExactly("bad.jpg");
    }

    @Test
    void aServerThatDiesIsWaitedFor() throws Exception {
        Pictures.several(folder, 8);
        CompletableFuture<Void> away = new CompletableFuture<>();
        eye.whenAsked = number -> {
            if (number == 4) {
                server.goOffline();
                away.complete(null);
            }
        };
        Patience patience = new Patience(home, giveUpAfter, Duration.ofMillis(1));
        CompletableFuture<Tally> run = CompletableFuture.supplyAsync(() -> {
            try (PhotoIndexWriter writer = PhotoIndexWriter.open(place(), MODELS, false)) {
                return index(writer, patience);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        away.get(60, TimeUnit.SECONDS);
        while (patience.waitingFor().isEmpty()) {
            assertThat(run).isNotDone();
            Thread.onSpinWait();
        }
        assertThat(patience.waitingFor()).get().asString().contains("pc: connect: connection refused");

        server.comeBack();

        Tally tally = run.get(60, TimeUnit.SECONDS);
        assertThat(tally.looked).isEqualTo(8);
        assertThat(tally.problems).isEmpty();
    }

    @Test
    void aServerThatStaysAwayEndsTheRunAndWhatWasDoneIsKept() throws IOException {
        Pictures.several(folder, 8);
        giveUpAfter = Duration.ofMillis(1);
        eye.whenAsked = number -> {
            if (number == 4) {
                server.goOffline();
            }
        };

        assertThatThrownBy(this::index)
                .isInstanceOf(Failures.NotDone.class)
                .hasMessageStartingWith("No server came back within 0 s.")
                .hasMessageContaining("connection refused");

        // Another home, as in another process: what the first run's threads still ask for counts there.
        home.close();
        openHome();
        int looked = index().looked;
        assertThat(looked).isBetween(1, 7);
        assertThat(eye.asked).hasValue(looked);
    }

    @Test
    void anUnknownModelEndsTheRunAtOnce() {
        Pictures.several(folder, 8);
        eye.failure = name -> new ModelNotFoundException("http://pc:3003", 500, "clip", "no such model", "Look there.");

        assertThatThrownBy(this::index).isInstanceOf(InferenceException.class).hasMessageContaining("no such model");

        assertThat(eye.asked.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void aPhotoOnADiskThatWasUnpluggedIsNotRememberedAsBad() throws IOException {
        Pictures.several(folder, 3);
        Path unplugged = folder.resolve("1.jpg");
        byte[] content = Files.readAllBytes(unplugged);
        FileTime modified = Files.getLastModifiedTime(unplugged);
        eye.failure = name -> name.equals("1.jpg") ? gone(unplugged) : null;

        Tally tally = index();

        assertThat(tally.problems).extracting(Problem::words).containsExactly("1.jpg: there is no such file");
        Files.write(unplugged, content);
        Files.setLastModifiedTime(unplugged, modified);
        eye.failure = name -> null;
        assertThat(index().looked).isEqualTo(1);
    }

    private static UnprocessablePhotoException gone(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return UnprocessablePhotoException.unreadable(file.getFileName().toString(), "there is no such file", "", null);
    }

    /** Its memory may have been full for a moment. */
    @Test
    void aPhotoThatServersFailOnOnceIsAskedAboutAgain() throws IOException {
        Pictures.several(folder, 3);
        AtomicInteger times = new AtomicInteger();
        eye.failure = name -> name.equals("0.jpg") && times.getAndIncrement() == 0
                ? UnprocessablePhotoException.failedOn("http://pc:3003", name, "the server failed on it", "")
                : null;

        Tally tally = index();

        assertThat(tally.looked).isEqualTo(3);
        assertThat(tally.problems).isEmpty();
        assertThat(times).hasValue(2);
    }

    @Test
    void aPhotoThatServersFailOnTwiceIsBelievedBadOnceTheyServeAnother() throws IOException {
        Pictures.several(folder, 3);
        eye.failure = name -> name.equals("0.jpg")
                ? UnprocessablePhotoException.failedOn("http://pc:3003", name, "the server failed on it", "")
                : null;
        index();

        try (PhotoIndexWriter writer = PhotoIndexWriter.open(place(), MODELS, false)) {
            assertThat(writer.known().problem("0.jpg")).isEqualTo("the server failed on it");
            assertThat(writer.known().readable()).isEqualTo(2);
        }
    }

    @Test
    void aServerThatFailsOnAllPhotosCondemnsNone() throws IOException {
        Pictures.several(folder, 30);
        eye.failure = name -> UnprocessablePhotoException.failedOn("http://pc:3003", name, "out of memory", "");

        assertThatThrownBy(this::index)
                .isInstanceOf(RuntimeException.class)
                .hasMessageContaining("served none")
                .hasMessageContaining("out of memory");

        try (PhotoIndexWriter writer = PhotoIndexWriter.open(place(), MODELS, false)) {
            assertThat(writer.known().files()).isEmpty();
        }
    }

    @Test
    void aServerThatLivesAndFailsOnAPhotoIsNotAskedForEver() throws IOException {
        Pictures.several(folder, 3);
        eye.failure = name ->
                name.equals("1.jpg") ? new ServerException("http://pc:3003", 503, "overloaded", "", null, true) : null;

        Tally tally = index();

        assertThat(tally.looked).isEqualTo(2);
        assertThat(tally.problems).extracting(Problem::path).containsExactly("1.jpg");
        eye.failure = name -> null;
        assertThat(index().looked).isEqualTo(1);
    }

    @Test
    void anotherModelOfTheSameNameIsRefused() throws IOException {
        Pictures.several(folder, 2);
        index();
        Pictures.jpeg(folder.resolve("red.jpg"), Color.RED);
        eye.dimension = 4;

        assertThatThrownBy(this::index)
                .isInstanceOf(Failures.NotDone.class)
                .hasMessageContaining("3 numbers")
                .hasMessageContaining("4")
                .hasMessageContaining("--rebuild");

        eye.dimension = 3;
        assertThat(index().looked).isEqualTo(1);
    }

    @Test
    void othersModelsAreRefusedBeforeAnythingIsLookedAt() throws IOException {
        Pictures.several(folder, 2);
        index();

        assertThatThrownBy(() -> PhotoIndexWriter.open(place(), new Models("siglip", "face", "ocr"), false))
                .isInstanceOf(Failures.WrongUse.class)
                .hasMessageContaining("clip, face, ocr")
                .hasMessageContaining("siglip")
                .hasMessageContaining("--rebuild");
    }

    @Test
    void aStopKeepsWhatWasDone() throws Exception {
        Pictures.several(folder, 20);
        try (PhotoIndexWriter writer = PhotoIndexWriter.open(place(), MODELS, false)) {
            KnownPhotos known = writer.known();
            List<PhotoFile> files = FolderScan.of(folder).photos();
            Patience patience = new Patience(home, giveUpAfter, Duration.ofMillis(1));
            Progress progress = new Progress(Io.ofProcess(), new LiveLine(NOWHERE, OptionalInt.of(80)), 20);
            Indexing indexing = new Indexing(
                    writer, known, new Analyst(home, MODELS, patience, known.contents()), patience, progress);
            // One more than are in hand at once, so that one has been done.
            eye.whenAsked = number -> {
                if (number == 7) {
                    indexing.stop();
                    home.close();
                }
            };

            assertThat(indexing.run(files).looked).isBetween(1, 19);
        }
        try (PhotoIndexWriter writer = PhotoIndexWriter.open(place(), MODELS, false)) {
            assertThat(writer.known().readable()).isBetween(1, 19);
        }
    }

    @Test
    void twoWritersAreOneTooMany() throws IOException {
        try (PhotoIndexWriter writer = PhotoIndexWriter.open(place(), MODELS, false)) {
            assertThat(writer.known().files()).isEmpty();
            assertThatThrownBy(() -> PhotoIndexWriter.open(place(), MODELS, false))
                    .isInstanceOf(Failures.NotDone.class)
                    .hasMessageContaining("Another photo-search");
        }
    }
}
