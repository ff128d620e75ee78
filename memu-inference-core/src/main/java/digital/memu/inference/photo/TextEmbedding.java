package digital.memu.inference.photo;

import digital.memu.inference.route.EmbeddingSpace;
import digital.memu.inference.route.EmbeddingVector;
import digital.memu.inference.route.Route;
import java.util.Objects;

/** A text's vector, to be compared with those of photos. Immutable and thread-safe. */
public final class TextEmbedding {

    private final EmbeddingVector embedding;
    private final Route route;

    private TextEmbedding(EmbeddingVector embedding, Route route) {
        this.embedding = Objects.requireNonNull(embedding);
        this.route = Objects.requireNonNull(route);
    }

    /** A vector, and which backend made it. */
    public static TextEmbedding of(EmbeddingVector embedding, Route route) {
        return new TextEmbedding(embedding, route);
    }

    /** A copy of the numbers. */
    public float[] vector() {
        return embedding.vector();
    }

    /** The vector with its space. */
    public EmbeddingVector embedding() {
        return embedding;
    }

    /** The space within which it may be compared. */
    public EmbeddingSpace space() {
        return embedding.space();
    }

    /** Which backend answered, and why. */
    public Route route() {
        return route;
    }

    @Override
    public String toString() {
        return "TextEmbedding[" + embedding + ", " + route + "]";
    }
}
