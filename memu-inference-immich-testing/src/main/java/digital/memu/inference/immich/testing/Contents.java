package digital.memu.inference.immich.testing;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the models see. It depends on nothing but the picture or the text, the model's name and the seed.
 *
 * @param photoVectors in place of the vectors made from the file
 * @param textVectors in place of the vectors made from the text
 * @param seed 0 for the vectors that {@link SimulatedMlModel} tells
 * @param noise the length of what is added to vectors of length 1
 */
record Contents(
        @Nullable Function<SimulatedPhoto, float[]> photoVectors,
        @Nullable Function<String, float[]> textVectors,
        Function<SimulatedPhoto, List<SimulatedFace>> faces,
        Function<SimulatedPhoto, List<SimulatedLine>> lines,
        long seed,
        double noise) {

    float[] vector(SimulatedMlModel model, SimulatedPhoto photo) {
        return photoVectors == null
                ? disturbed(model.vector(space(model), photo.sha256(), true), photo.sha256())
                : photoVectors.apply(photo);
    }

    float[] vector(SimulatedMlModel model, String text) {
        return textVectors == null ? disturbed(model.vector(space(model), text, false), text) : textVectors.apply(text);
    }

    float[] vector(SimulatedMlModel model, SimulatedFace face, SimulatedPhoto photo) {
        return face.embedding(space(model), photo, model.dimension());
    }

    private float[] disturbed(float[] vector, String seed) {
        return noise == 0 ? vector : Vectors.disturbed(vector, noise, "noise\n" + seed);
    }

    private String space(SimulatedMlModel model) {
        return seed == 0 ? model.name() : model.name() + "\n" + seed;
    }
}
