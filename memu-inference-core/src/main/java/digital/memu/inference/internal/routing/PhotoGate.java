package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.Capability;
import digital.memu.inference.photo.PhotoModel;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.VectorTrust;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps photos from a backend that lacks one of their models, or whose vectors are not proved to be those of the others.
 *
 * @param models all that the request names; the first is judged with the candidates already
 * @param key what its vector is to be compared with; null where it wants none
 */
record PhotoGate(
        Engine engine,
        Terms terms,
        List<String> models,
        @Nullable VectorKey key) implements Gate<PhotoModel> {

    @Override
    public String against(Trial<PhotoModel> trial, boolean othersLeft) {
        if (othersLeft) {
            long now = engine.time().nanoTime();
            for (String model : models.subList(1, models.size())) {
                if (trial.member().health().state(model, now) == BackendState.MISCONFIGURED) {
                    engine.prober().passedOver(trial.member(), Capability.PHOTOS, model);
                    return "cannot be used for " + model;
                }
            }
        }
        return key == null || terms.policy().vectorTrust() == VectorTrust.SAME_MODEL
                ? ""
                : engine.calibration().against(trial, key);
    }
}
