package digital.memu.inference.photo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A photo to be read, as often as it takes: a file, bytes at hand, or whatever opens a stream.
 *
 * <p>Immutable, and as thread-safe as its source. Streams that it opens are closed by whoever opens them.
 */
public final class Photo {

    private final String name;
    private final @Nullable Path file;
    private final Source source;

    private Photo(String name, @Nullable Path file, Source source) {
        this.name = Objects.requireNonNull(name);
        this.file = file;
        this.source = Objects.requireNonNull(source);
    }

    /** A file, read from disk while it is sent; never held in memory as a whole. */
    public static Photo of(Path file) {
        Path last = file.getFileName();
        return new Photo(last == null ? file.toString() : last.toString(), file, () -> Files.newInputStream(file));
    }

    /** Bytes at hand; not copied, so they must not be written to any more. */
    public static Photo of(String name, byte[] bytes) {
        return new Photo(name, null, () -> new ByteArrayInputStream(bytes));
    }

    /** Whatever opens the same bytes anew each time it is asked. */
    public static Photo of(String name, Source source) {
        return new Photo(name, null, source);
    }

    /** What people call it; of a file the last part of its path. Told to the caller, and to no server and no log. */
    public String name() {
        return name;
    }

    /** The file, where it is one. */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /**
     * Its bytes from the first one on.
     *
     * @throws IOException if it cannot be read
     */
    public InputStream open() throws IOException {
        return source.open();
    }

    /** The name only. */
    @Override
    public String toString() {
        return "Photo[" + name + "]";
    }

    /** Opens a photo. */
    @FunctionalInterface
    public interface Source {

        /**
         * The photo's bytes from the first one on; asked for several times, each time for the same bytes.
         *
         * @throws IOException if it cannot be read
         */
        InputStream open() throws IOException;
    }
}
