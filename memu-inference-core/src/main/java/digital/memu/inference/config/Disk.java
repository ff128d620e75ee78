package digital.memu.inference.config;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Each single step that an edit takes on the disk, so that a test can let the power fail between any two. */
interface Disk {

    /** Waits until no other program edits; closing lets the next one in. The file stays, since removing it would race. */
    Closeable lock(Path file, @Nullable Keeper keeper) throws IOException;

    /** The whole file; null when there is none. */
    byte @Nullable [] read(Path file) throws IOException;

    /** Whose file it is; null when there is none, or the system does not know owners. */
    @Nullable
    Keeper keeper(Path file) throws IOException;

    /** Whether we may write to it, or it is not there. */
    boolean isWritable(Path file) throws IOException;

    /** Whether something is mounted just here, so that no other file can be moved to this place. */
    boolean isMounted(Path file) throws IOException;

    /** Whether no folder has it any more, so that whoever looks for it by its name finds another file. */
    boolean isNameless(Path file) throws IOException;

    /** Makes an empty file that only its owner may read, in place of any other. */
    void create(Path file) throws IOException;

    /** Gives it the same owner, group and mode. */
    void give(Path file, Keeper keeper) throws IOException;

    void write(Path file, byte[] content) throws IOException;

    /** Returns when the content is on the disk. */
    void sync(Path file) throws IOException;

    /** One moment the old file is there, the next the new one. */
    void move(Path from, Path to) throws IOException;

    /** Returns when the names in the folder are on the disk, where the system can tell. */
    void syncFolder(Path folder);

    /** Writes over the old content and syncs; no interrupt ends it. */
    void overwrite(Path file, byte[] content) throws IOException;

    void delete(Path file) throws IOException;
}
