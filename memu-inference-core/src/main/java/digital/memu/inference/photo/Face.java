package digital.memu.inference.photo;

import digital.memu.inference.route.EmbeddingVector;
import java.util.Objects;

/**
 * A face in a photo. Its vector is like that of other photos of the same person: compare by {@link EmbeddingVector#cosine}.
 * Immutable and thread-safe.
 */
public final class Face {

    private final Region region;
    private final double score;
    private final EmbeddingVector embedding;

    private Face(Region region, double score, EmbeddingVector embedding) {
        this.region = Objects.requireNonNull(region);
        this.score = score;
        this.embedding = Objects.requireNonNull(embedding);
    }

    /** A face; {@code score} says how sure it is that there is one, from 0 to 1. */
    public static Face of(Region region, double score, EmbeddingVector embedding) {
        return new Face(region, score, embedding);
    }

    /** Where it is. */
    public Region region() {
        return region;
    }

    /** How sure it is that this is a face, from 0 to 1. */
    public double score() {
        return score;
    }

    /** Its vector, as the model made it: not of length 1. */
    public EmbeddingVector embedding() {
        return embedding;
    }

    @Override
    public String toString() {
        return "Face[" + region.bounds() + ", " + score + "]";
    }
}
