package digital.memu.inference.route;

import java.util.Objects;

/**
 * The identity of a vector space: vectors may be compared only within one.
 *
 * <p>The model decides, not the dimension: two models of 768 numbers have nothing in common. Immutable and thread-safe.
 */
public final class EmbeddingSpace {

    private final String model;
    private final int dimension;

    private EmbeddingSpace(String model, int dimension) {
        this.model = Objects.requireNonNull(model);
        this.dimension = dimension;
    }

    /** The space of a model's vectors of that many numbers. */
    public static EmbeddingSpace of(String model, int dimension) {
        return new EmbeddingSpace(model, dimension);
    }

    /** The model, by the name it was asked for. */
    public String model() {
        return model;
    }

    /** How many numbers a vector has. */
    public int dimension() {
        return dimension;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmbeddingSpace that && dimension == that.dimension && model.equals(that.model);
    }

    @Override
    public int hashCode() {
        return Objects.hash(model, dimension);
    }

    @Override
    public String toString() {
        return model + "/" + dimension;
    }
}
