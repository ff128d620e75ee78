package digital.memu.inference.immich.testing;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A model that an {@link ImmichMlSimulator} knows.
 *
 * <p>A model is loaded from the start, and again in no time after it was unloaded. One with a load time is not there
 * before it is first asked for; its two halves (visual and textual, detection and recognition) are loaded one by one.
 *
 * <pre>{@code
 * SimulatedMlModel.clip("ViT-B-32__openai", 512).loadTime(Duration.ofSeconds(2)).build()
 * SimulatedMlModel.faces("buffalo_l").build()
 * SimulatedMlModel.text("PP-OCRv5_mobile").build()
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class SimulatedMlModel {

    private static final int FACE_DIMENSION = 512;

    private final String name;
    private final String task;
    private final int dimension;
    private final Duration loadTime;
    private final boolean cold;
    private final boolean loadable;
    private final @Nullable Duration runTime;

    private SimulatedMlModel(Builder builder) {
        this.name = builder.name;
        this.task = builder.task;
        this.dimension = builder.dimension;
        this.loadTime = builder.loadTime;
        this.cold = builder.cold;
        this.loadable = builder.loadable;
        this.runTime = builder.runTime;
    }

    /**
     * Begins a CLIP model, for photos and text.
     *
     * @param dimension how many numbers its vectors have
     */
    public static Builder clip(String name, int dimension) {
        return new Builder(name, Slot.CLIP_VISUAL.task(), dimension);
    }

    /** Begins a model that finds and recognises faces; its embeddings have 512 numbers. */
    public static Builder faces(String name) {
        return new Builder(name, Slot.FACE_DETECTION.task(), FACE_DIMENSION);
    }

    /** Begins a model that finds and reads text. */
    public static Builder text(String name) {
        return new Builder(name, Slot.OCR_DETECTION.task(), 0);
    }

    /** The name that requests ask for. */
    public String name() {
        return name;
    }

    /**
     * The vector of length 1 that this model gives for a photo on a simulator that was not told otherwise.
     *
     * @param photo the file as it is sent
     * @throws IllegalStateException if this is no CLIP model
     */
    public float[] photoVector(byte[] photo) {
        return vector(name, Vectors.sha256(photo), true);
    }

    /**
     * The vector of length 1 that this model gives for a text on a simulator that was not told otherwise.
     *
     * @throws IllegalStateException if this is no CLIP model
     */
    public float[] textVector(String text) {
        return vector(name, text, false);
    }

    float[] vector(String space, String content, boolean photo) {
        if (!does(Slot.CLIP_VISUAL)) {
            throw new IllegalStateException(name + " is no CLIP model");
        }
        return Vectors.unit(space + (photo ? "\nphoto\n" : "\ntext\n") + content, dimension);
    }

    boolean does(Slot slot) {
        return slot.task().equals(task);
    }

    int dimension() {
        return dimension;
    }

    Duration loadTime() {
        return loadTime;
    }

    boolean isCold() {
        return cold;
    }

    boolean isLoadable() {
        return loadable;
    }

    Duration runTime(Duration usual) {
        return runTime == null ? usual : runTime;
    }

    @Override
    public String toString() {
        return name;
    }

    /** Makes a {@link SimulatedMlModel}. Not thread-safe. */
    public static final class Builder {

        private final String name;
        private final String task;
        private final int dimension;
        private Duration loadTime = Duration.ZERO;
        private boolean cold;
        private boolean loadable = true;
        private @Nullable Duration runTime;

        private Builder(String name, String task, int dimension) {
            this.name = Objects.requireNonNull(name);
            this.task = task;
            this.dimension = dimension;
        }

        /** Loads each half of it in this time, and not before it is first asked for. */
        public Builder loadTime(Duration time) {
            this.loadTime = Objects.requireNonNull(time);
            return cold();
        }

        /** Is not loaded at the start. */
        public Builder cold() {
            this.cold = true;
            return this;
        }

        /**
         * Cannot be loaded: the first request fails like any that nobody foresaw, every further one at once with {@code
         * Failed to load model}, until {@link ImmichMlSimulator#unload} or a restart.
         */
        public Builder notLoadable() {
            this.loadable = false;
            return cold();
        }

        /** Takes this time for a run. Default: that of the simulator. */
        public Builder runTime(Duration time) {
            this.runTime = Objects.requireNonNull(time);
            return this;
        }

        /** The model. */
        public SimulatedMlModel build() {
            return new SimulatedMlModel(this);
        }
    }
}
