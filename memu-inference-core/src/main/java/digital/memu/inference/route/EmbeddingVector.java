package digital.memu.inference.route;

import java.util.Arrays;
import java.util.Objects;

/**
 * A vector together with the space it belongs to, outside of which it means nothing.
 *
 * <p>Immutable and thread-safe.
 */
public final class EmbeddingVector {

    private final float[] values;
    private final EmbeddingSpace space;
    private final boolean calibrated;

    private EmbeddingVector(float[] values, EmbeddingSpace space, boolean calibrated) {
        this.values = values;
        this.space = space;
        this.calibrated = calibrated;
    }

    /**
     * The vector that {@code model} made of something. The array is not copied: it must not be written to any more.
     *
     * @throws IllegalArgumentException if it has no numbers, or one of them is none
     */
    public static EmbeddingVector of(String model, float[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("A vector of " + model + " has no numbers");
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("Number " + i + " of a vector of " + model + " is " + values[i]);
            }
        }
        return new EmbeddingVector(values, EmbeddingSpace.of(model, values.length), true);
    }

    /**
     * The same vector, of a server of which it is known ({@code true}) or not known ({@code false}) that its vectors of this
     * model equal those of the other servers.
     */
    public EmbeddingVector calibrated(boolean known) {
        return new EmbeddingVector(values, space, known);
    }

    /** A copy of the numbers. */
    public float[] vector() {
        return values.clone();
    }

    /** The space within which it may be compared. */
    public EmbeddingSpace space() {
        return space;
    }

    /**
     * Whether it may be compared with what other servers of the router made with the same model: true where nobody else
     * serves the model, or where the servers were seen to agree. Model and length are the same in either case.
     */
    public boolean calibrated() {
        return calibrated;
    }

    /**
     * How much alike two vectors are: 1 for the same direction, 0 for nothing in common, -1 for the opposite. A vector of
     * zeros is like nothing.
     *
     * @throws IllegalArgumentException if they belong to different spaces
     */
    public double cosine(EmbeddingVector other) {
        if (!space.equals(other.space)) {
            throw new IllegalArgumentException("A vector of " + space + " cannot be compared with one of " + other.space
                    + ": make both with the same model");
        }
        double product = 0;
        double mine = 0;
        double others = 0;
        for (int i = 0; i < values.length; i++) {
            product += (double) values[i] * other.values[i];
            mine += (double) values[i] * values[i];
            others += (double) other.values[i] * other.values[i];
        }
        return mine == 0 || others == 0 ? 0 : product / Math.sqrt(mine * others);
    }

    /** The same direction with length 1, as indexes want it; a vector of zeros stays as it is. */
    public EmbeddingVector normalised() {
        double square = 0;
        for (float value : values) {
            square += (double) value * value;
        }
        if (square == 0) {
            return this;
        }
        double length = Math.sqrt(square);
        float[] unit = new float[values.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (values[i] / length);
        }
        return new EmbeddingVector(unit, space, calibrated);
    }

    /** The space only: a face's numbers are nobody's business. */
    @Override
    public String toString() {
        return "EmbeddingVector[" + space + (calibrated ? "" : ", not calibrated") + "]";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmbeddingVector that
                && space.equals(that.space)
                && calibrated == that.calibrated
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(space, Arrays.hashCode(values));
    }
}
