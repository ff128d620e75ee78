package digital.memu.inference.embedding;

import digital.memu.inference.route.EmbeddingSpace;
import digital.memu.inference.route.Route;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Vectors, in the order of the texts, with the space they belong to. Immutable and thread-safe. */
public final class Embeddings {

    private final List<float[]> vectors;
    private final EmbeddingSpace space;
    private final @Nullable Integer promptTokens;
    private final Route route;

    private Embeddings(List<float[]> vectors, EmbeddingSpace space, @Nullable Integer promptTokens, Route route) {
        this.vectors = List.copyOf(vectors);
        this.space = space;
        this.promptTokens = promptTokens;
        this.route = route;
    }

    /** Vectors of a space; {@code promptTokens} is null where the server does not count. The arrays are not copied. */
    public static Embeddings of(
            List<float[]> vectors, EmbeddingSpace space, @Nullable Integer promptTokens, Route route) {
        return new Embeddings(vectors, space, promptTokens, route);
    }

    /** The same vectors with the whole route. */
    public Embeddings withRoute(Route whole) {
        return new Embeddings(vectors, space, promptTokens, whole);
    }

    /** How many vectors there are. */
    public int size() {
        return vectors.size();
    }

    /**
     * A copy of the vector of the text at {@code index}.
     *
     * @throws IndexOutOfBoundsException if there is no such text
     */
    public float[] vector(int index) {
        return vectors.get(index).clone();
    }

    /** The space in which these vectors may be compared. */
    public EmbeddingSpace space() {
        return space;
    }

    /** Tokens of all texts, where the server counts them. */
    public OptionalInt promptTokens() {
        return promptTokens == null ? OptionalInt.empty() : OptionalInt.of(promptTokens);
    }

    /** Which backend answered, and why. */
    public Route route() {
        return route;
    }

    @Override
    public String toString() {
        return "Embeddings[" + vectors.size() + " of " + space + ", " + route + "]";
    }
}
