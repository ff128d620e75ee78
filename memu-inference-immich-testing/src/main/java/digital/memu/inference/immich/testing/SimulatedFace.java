package digital.memu.inference.immich.testing;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A face in a {@link SimulatedPhoto}: by default of score 0.9, and of a person of its own per picture and place.
 *
 * <p>Immutable and thread-safe.
 */
public final class SimulatedFace {

    private final float[] box;
    private final float score;
    private final @Nullable String person;
    private final float @Nullable [] embedding;

    private SimulatedFace(float[] box, float score, @Nullable String person, float @Nullable [] embedding) {
        this.box = box;
        this.score = score;
        this.person = person;
        this.embedding = embedding;
    }

    /** A face between these corners, in pixels; the real service may give corners beyond the edge. */
    public static SimulatedFace at(double x1, double y1, double x2, double y2) {
        return new SimulatedFace(new float[] {(float) x1, (float) y1, (float) x2, (float) y2}, 0.9f, null, null);
    }

    /** The same with another score; a face below the threshold of a request is not found. */
    public SimulatedFace withScore(double score) {
        return new SimulatedFace(box, (float) score, person, embedding);
    }

    /** The same of this person: faces of one person have the same embedding from one model, whatever the picture. */
    public SimulatedFace withPerson(String person) {
        return new SimulatedFace(box, score, Objects.requireNonNull(person), embedding);
    }

    /** The same with this embedding. */
    public SimulatedFace withEmbedding(float... embedding) {
        return new SimulatedFace(box, score, person, embedding.clone());
    }

    float score() {
        return score;
    }

    float[] box() {
        return box;
    }

    float[] embedding(String space, SimulatedPhoto photo, int dimension) {
        if (embedding != null) {
            return embedding;
        }
        String who = person == null ? photo.sha256() + Json.array(box) : person;
        return Vectors.raw(space + "\nface\n" + who, dimension);
    }
}
