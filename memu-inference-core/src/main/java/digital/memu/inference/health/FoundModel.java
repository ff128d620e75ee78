package digital.memu.inference.health;

import digital.memu.inference.route.SafeText;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A model that a server has. Not loaded and of unknown size unless told. Immutable and thread-safe. */
public final class FoundModel {

    private static final int LONGEST_NAME = 200;

    private final String name;
    private final @Nullable Long size;
    private final boolean loaded;
    private final @Nullable Double gpuShare;
    private final boolean elsewhere;

    private FoundModel(String name, @Nullable Long size, boolean loaded, @Nullable Double gpuShare, boolean elsewhere) {
        this.name = name;
        this.size = size;
        this.loaded = loaded;
        this.gpuShare = gpuShare;
        this.elsewhere = elsewhere;
    }

    /** A model by the server's name for it, of which only what can be shown is kept, and no more than 200 characters. */
    public static FoundModel named(String name) {
        return new FoundModel(SafeText.of(Objects.requireNonNull(name), LONGEST_NAME), null, false, null, false);
    }

    /** The same with its size on disk, in bytes; less than 1 means unknown. */
    public FoundModel sized(long bytes) {
        return new FoundModel(name, bytes < 1 ? null : bytes, loaded, gpuShare, elsewhere);
    }

    /**
     * The same in memory.
     *
     * @param gpuShare how much of it lies in the memory of a graphics card, from 0 to 1; empty where nobody knows
     */
    public FoundModel loaded(OptionalDouble gpuShare) {
        return new FoundModel(name, size, true, gpuShare.isPresent() ? gpuShare.getAsDouble() : null, elsewhere);
    }

    /** The same as a mere name for a model on another machine, usually in the internet. */
    public FoundModel elsewhere() {
        return new FoundModel(name, size, loaded, gpuShare, true);
    }

    /** The server's name for it, fit to be shown. */
    public String name() {
        return name;
    }

    /** Bytes on disk. */
    public OptionalLong size() {
        return size == null ? OptionalLong.empty() : OptionalLong.of(size);
    }

    /** Whether it is in memory. */
    public boolean isLoaded() {
        return loaded;
    }

    /** How much of it lies in the memory of a graphics card, from 0 to 1; empty where it is not loaded or nobody knows. */
    public OptionalDouble gpuShare() {
        return gpuShare == null ? OptionalDouble.empty() : OptionalDouble.of(gpuShare);
    }

    /** Whether it runs on another machine. */
    public boolean isElsewhere() {
        return elsewhere;
    }

    @Override
    public String toString() {
        return name + (loaded ? " (loaded)" : "") + (elsewhere ? " (elsewhere)" : "");
    }
}
