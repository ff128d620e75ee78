package digital.memu.inference.example.cli;

import digital.memu.inference.example.console.Failures;
import digital.memu.inference.example.console.Io;
import digital.memu.inference.example.console.Json;
import digital.memu.inference.example.console.Plain;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The pauses that this command line remembers from one call to the next: a small file of names and ends.
 *
 * <p>Several processes may use it at once: whoever changes it holds a lock, and it is replaced as a whole.
 */
final class Pauses {

    private final Path folder;
    private final Path file;

    /** Those in this folder, which need not exist. */
    Pauses(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("pauses.json");
    }

    /** In the user's folder for state, as the XDG rules have it: a relative path there counts as none. */
    static Pauses ofUser() {
        String xdg = System.getenv("XDG_STATE_HOME");
        Path base = xdg != null && Path.of(xdg).isAbsolute()
                ? Path.of(xdg)
                : Path.of(System.getProperty("user.home"), ".local", "state");
        return new Pauses(base.resolve("memu-inference"));
    }

    /** Ends in the future by the names of servers. A file that cannot be read is told, and no reason to do nothing. */
    Map<String, Instant> inForce(Io io) {
        try {
            return read();
        } catch (IOException | DateTimeException e) {
            io.note("Pauses are not honoured: " + file + " cannot be read (" + reason(e) + "). Remove it.");
            return Map.of();
        }
    }

    /** Remembers a pause in place of an earlier one. */
    void begin(String name, Instant until) {
        change(pauses -> pauses.put(name, until));
    }

    /** Forgets a pause. */
    void end(String name) {
        change(pauses -> pauses.remove(name));
    }

    private void change(Consumer<Map<String, Instant>> change) {
        try {
            Files.createDirectories(folder);
            Path lockFile = folder.resolve("pauses.lock");
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid()) {
                    Map<String, Instant> pauses = new TreeMap<>(read());
                    change.accept(pauses);
                    write(pauses);
                }
            }
        } catch (IOException | DateTimeException e) {
            throw new Failures.NotDone("The pause cannot be kept in " + file + ": " + reason(e), e);
        }
    }

    private Map<String, Instant> read() throws IOException {
        Map<String, Instant> pauses = new LinkedHashMap<>();
        if (Files.exists(file)) {
            Instant now = Instant.now();
            Json.readStrings(file).forEach((name, until) -> {
                Instant end = Instant.parse(String.valueOf(until));
                if (end.isAfter(now)) {
                    pauses.put(name, end);
                }
            });
        }
        return pauses;
    }

    private void write(Map<String, Instant> pauses) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        pauses.forEach((name, until) -> texts.put(name, until.toString()));
        Path fresh = Files.createTempFile(folder, "pauses", ".tmp");
        try {
            Files.writeString(fresh, Json.document(texts) + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static String reason(Exception e) {
        return Plain.of(e.getClass().getSimpleName());
    }
}
