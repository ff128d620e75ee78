package digital.memu.inference.config;

import digital.memu.inference.failure.SettingsFileException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes one edit: under a lock, to a new file that takes the old one's place, or in place where none can. */
final class EnvWriter {

    private final Path asked;
    private final Disk disk;

    EnvWriter(Path asked, Disk disk) {
        this.asked = asked;
        this.disk = disk;
    }

    List<EnvChange> write(Function<String, EnvPlan> planner) {
        try {
            Path file = followed(asked);
            Keeper keeper = disk.keeper(file);
            if (!disk.isWritable(file)) {
                throw EnvFailures.notWritable(asked);
            }
            Closeable lock = disk.lock(beside(file, ".lock"), keeper);
            try (lock) {
                boolean mounted = disk.isMounted(file);
                if (mounted && disk.isNameless(file)) {
                    throw EnvFailures.replacedOutside(asked);
                }
                byte[] old = disk.read(file);
                EnvPlan plan = planner.apply(old == null ? "" : EnvFailures.text(asked, old));
                if (!plan.changes().isEmpty()) {
                    replace(file, mounted, old, EnvText.encode(plan.text()));
                }
                return plan.changes();
            }
        } catch (IOException e) {
            throw EnvFailures.writing(asked, e);
        }
    }

    private void replace(Path file, boolean mounted, byte @Nullable [] old, byte[] content) throws IOException {
        if (content.length > RealDisk.LARGEST) {
            throw new SettingsFileException(
                    asked.toString(), "would be larger than 1 MiB", "Nothing was changed", null);
        }
        if (old == null) {
            move(file, content, null);
        } else {
            Keeper keeper = disk.keeper(file);
            boolean kept = move(beside(file, ".bak"), old, keeper);
            if (mounted || !kept) {
                overwrite(file, content, old);
            } else {
                move(file, content, keeper);
            }
        }
        disk.syncFolder(folderOf(file));
        verify(file, content);
    }

    private void overwrite(Path file, byte[] content, byte[] old) throws IOException {
        try {
            disk.overwrite(file, content);
        } catch (IOException e) {
            try {
                disk.overwrite(file, old);
            } catch (IOException again) {
                again.addSuppressed(e);
                throw EnvFailures.damaged(asked, again);
            }
            throw e;
        }
    }

    private void verify(Path file, byte[] content) {
        IOException failure = null;
        try {
            if (Arrays.equals(disk.read(file), content)) {
                return;
            }
        } catch (IOException e) {
            failure = e;
        }
        throw EnvFailures.changedMeanwhile(asked, failure);
    }

    /** Puts a new file in the place of another; false if it could not be given to the same owner, which is then left. */
    private boolean move(Path target, byte[] content, @Nullable Keeper keeper) throws IOException {
        Path made = beside(target, ".tmp");
        try {
            disk.create(made);
            disk.write(made, content);
            boolean kept = keeper == null || given(made, keeper);
            disk.sync(made);
            disk.move(made, target);
            return kept;
        } catch (IOException e) {
            try {
                disk.delete(made);
            } catch (IOException leftover) {
                e.addSuppressed(leftover);
            }
            throw e;
        }
    }

    private boolean given(Path made, Keeper keeper) {
        try {
            disk.give(made, keeper);
            return true;
        } catch (IOException e) {
            // Not ours to give away. The backup stays with us, unreadable for others, and the file is written in place.
            return false;
        }
    }

    private static Path followed(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return path.toRealPath();
        }
        Path absolute = path.toAbsolutePath();
        Path name = absolute.getFileName();
        return name == null ? absolute : folderOf(absolute).toRealPath().resolve(name);
    }

    private static Path folderOf(Path file) {
        Path folder = file.getParent();
        return folder == null ? file : folder;
    }

    private static Path beside(Path file, String end) {
        return file.resolveSibling(file.getFileName() + end);
    }
}
