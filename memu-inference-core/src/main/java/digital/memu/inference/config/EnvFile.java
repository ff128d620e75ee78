package digital.memu.inference.config;

import digital.memu.inference.failure.InvalidConfigurationException;
import digital.memu.inference.failure.SettingsFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code .env} file, read as Docker Compose reads it and edited without harm.
 *
 * <p>An edit keeps what it does not mean: comments, unknown lines, order, line ends and blanks stay byte for byte, and so do
 * mode and owner. It is written whole or not at all: to a new file beside the old one, which takes its place when it is on
 * the disk. The old content is kept beside it, with {@code .bak} at its end. A new file is readable by its owner only. Programs
 * that use this class wait for one another, at most 30 s, by a file with {@code .lock} at its end, which stays. Programs that
 * see the file in different folders, as a container does in which it is mounted by itself, have different locks, and do not
 * wait for one another.
 *
 * <p>Where a file is mounted by itself into a container, or belongs to somebody whom we cannot give a new one to, it is
 * written in place: then a power failure in that moment can leave a mixture, and the old content is in the backup. Once such
 * a file has been replaced outside of the container, which does not see that until it is restarted, edits in the container
 * are refused. A symbolic link is followed, and stays.
 *
 * <pre>{@code
 * EnvFile file = EnvFile.at(Path.of(".env"));
 * file.read().get("OLLAMA_HOST");
 * file.edit().set("OLLAMA_HOST", "http://192.168.1.50:11434").remove("AI_FALLBACK").write();
 * }</pre>
 *
 * <p>Immutable and thread-safe; nothing is held open.
 */
public final class EnvFile {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path path;
    private final Disk disk;

    EnvFile(Path path, Disk disk) {
        this.path = path;
        this.disk = disk;
    }

    /** The file at this path, which need not be there yet; nothing is touched. */
    public static EnvFile at(Path path) {
        return new EnvFile(path, new RealDisk(PATIENCE));
    }

    /** Its path, as given. */
    public Path path() {
        return path;
    }

    /**
     * What the file sets; nothing if it is not there. References to variables that the file does not set are resolved from
     * the process's environment, which comes first, as in Docker Compose.
     *
     * @throws SettingsFileException if the file cannot be read, is larger than 1 MiB, or is no text
     */
    public EnvValues read() {
        return read(System.getenv());
    }

    /**
     * The same with another environment.
     *
     * @throws SettingsFileException if the file cannot be read, is larger than 1 MiB, or is no text
     */
    public EnvValues read(Map<String, String> environment) {
        try {
            byte[] content = disk.read(path);
            return EnvParser.parse(content == null ? "" : EnvFailures.text(path, content))
                    .values(environment);
        } catch (IOException e) {
            throw EnvFailures.reading(path, e);
        }
    }

    /** An edit, with no changes yet. */
    public EnvEdit edit() {
        return new EnvEdit(this);
    }

    List<EnvChange> preview(Map<String, Optional<String>> wishes) {
        try {
            byte[] content = disk.read(path);
            return plan(content == null ? "" : EnvFailures.text(path, content), wishes)
                    .changes();
        } catch (IOException e) {
            throw EnvFailures.reading(path, e);
        }
    }

    List<EnvChange> write(Map<String, Optional<String>> wishes) {
        return new EnvWriter(path, disk).write(text -> plan(text, wishes));
    }

    private EnvPlan plan(String text, Map<String, Optional<String>> wishes) {
        try {
            return EnvPlan.of(text, wishes);
        } catch (InvalidConfigurationException e) {
            throw new InvalidConfigurationException(EnvFailures.shown(path) + ": " + e.getMessage(), e);
        }
    }

    /** The path. */
    @Override
    public String toString() {
        return "EnvFile[" + path + "]";
    }
}
