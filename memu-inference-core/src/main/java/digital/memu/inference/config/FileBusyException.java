package digital.memu.inference.config;

import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;

/** Another program holds the lock of a file. */
final class FileBusyException extends FileSystemException {
    private static final long serialVersionUID = 1L;

    FileBusyException(Path lock, Duration waited) {
        super(lock.toString(), null, "another program has been editing for " + waited.toSeconds() + " s");
    }
}
