package digital.memu.inference.ollama;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A model in a server's memory; one that is still loading is not listed. Immutable and thread-safe.
 *
 * <p>Servers tell neither the name nor the memory of a GPU, only how much of a loaded model lies there.
 */
public final class LoadedModel {

    private static final int FOREVER = 2300;

    private final Fields fields;

    LoadedModel(Fields fields) {
        this.fields = fields;
    }

    /** The name, with its tag. */
    public String name() {
        String model = fields.text("model");
        return model.isEmpty() ? fields.text("name") : model;
    }

    /** Bytes in memory; some servers without a GPU say 0. */
    public OptionalLong size() {
        return fields.number("size");
    }

    /** Bytes of these in the memory of a GPU. */
    public OptionalLong sizeVram() {
        return fields.number("size_vram");
    }

    /**
     * How much of the model is in the memory of a GPU, from 0 to 1; empty where the server's figures tell nothing (a size
     * of 0, or more on the GPU than there is).
     */
    public OptionalDouble gpuShare() {
        long size = size().orElse(0);
        long vram = sizeVram().orElse(-1);
        return size <= 0 || vram < 0 || vram > size ? OptionalDouble.empty() : OptionalDouble.of((double) vram / size);
    }

    /** When it will be unloaded; in the past while it is in use. */
    public Optional<Instant> expiresAt() {
        return fields.time("expires_at");
    }

    /** Whether it stays until somebody unloads it, which servers tell by a date centuries away. */
    public boolean keptForever() {
        return expiresAt()
                .map(time -> time.atOffset(ZoneOffset.UTC).getYear() >= FOREVER)
                .orElse(false);
    }

    /** Tokens that it sees at once as loaded; told from 0.10 on. */
    public OptionalInt contextLength() {
        return fields.count("context_length");
    }

    /** What the model is, by content; empty where not told. */
    public String digest() {
        return fields.text("digest");
    }

    /** What it is made of. */
    public ModelDetails details() {
        return new ModelDetails(fields.object("details"));
    }

    @Override
    public String toString() {
        return "LoadedModel[" + name() + ", size " + size() + ", of it on GPU " + sizeVram() + "]";
    }
}
