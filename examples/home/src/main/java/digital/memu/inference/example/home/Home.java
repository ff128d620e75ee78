package digital.memu.inference.example.home;

import digital.memu.inference.example.wizard.Wizard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * The household: two machines, a folder with the {@code .env} that is shared by all its programs, and the set-up page that
 * writes it. Whoever opened it closes it, which removes the folder.
 */
final class Home implements AutoCloseable {

    final Machine pc;
    final Machine hub;
    final Path folder;
    final Wizard wizard;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Home(Path folder, Machine pc, Machine hub, Wizard wizard) {
        this.folder = folder;
        this.pc = pc;
        this.hub = hub;
        this.wizard = wizard;
    }

    /**
     * Opens one whose machines take that long for a word; nothing is set up yet.
     *
     * @param thisDeviceToo whether the page takes addresses of this machine for another computer's, as the simulated PC's are
     */
    static Home open(Duration pace, boolean thisDeviceToo) throws IOException {
        Path folder = Files.createTempDirectory("memu-home");
        Machine pc = new Machine("gaming PC", pace);
        Machine hub = new Machine("hub", pace.multipliedBy(3));
        try {
            Path file = folder.resolve(".env");
            Files.write(
                    file,
                    List.of(
                            "# The hub's own servers; the rest is written by the set-up page.",
                            "OLLAMA_LOCAL_HOST=" + hub.ollama.url(),
                            "MACHINE_LEARNING_LOCAL_URL=" + hub.photos.url(),
                            "OLLAMA_MODEL=" + Machine.MODEL));
            return new Home(folder, pc, hub, Wizard.start(file, Map.of(), thisDeviceToo));
        } catch (IOException | RuntimeException e) {
            pc.close();
            hub.close();
            remove(folder);
            throw e;
        }
    }

    /** Where everything is set. */
    Path settings() {
        return folder.resolve(".env");
    }

    /** The settings as they are written, to see whether they have changed. */
    String settingsText() {
        try {
            return Files.readString(settings());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            wizard.close();
            pc.close();
            hub.close();
            remove(folder);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // The system empties its folder of temporary files some day.
            System.getLogger(Home.class.getName()).log(System.Logger.Level.DEBUG, "{0} is left", folder);
        }
    }
}
