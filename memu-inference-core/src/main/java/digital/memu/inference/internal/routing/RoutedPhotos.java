package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.Capability;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.photo.PhotoModel;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.photo.PhotoTextRequest;
import digital.memu.inference.photo.TextEmbedding;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Photos through the engine: again elsewhere only with the very same models, so that vectors never mix. */
record RoutedPhotos(Engine engine, Terms terms) implements PhotoModel {

    @Override
    public PhotoAnalysis analyze(PhotoRequest request) {
        List<String> models = Stream.of(request.embedding(), request.faces(), request.text())
                .flatMap(Optional::stream)
                .toList();
        @Nullable VectorKey key = request.embedding().map(VectorKey::ofPictures).orElse(null);
        Dispatch<PhotoModel> dispatch = dispatch(models.get(0));
        Served<PhotoAnalysis> served = dispatch.run(
                new PhotoGate(engine, terms, models, key),
                trial -> new Served<>(trial.member(), trial.target().analyze(request)));
        Set<String> bad = served.by().badPhotos().proved();
        if (!bad.isEmpty()) {
            engine.members().forEach(other -> other.badPhotos().forget(bad));
        }
        Calibration calibration = engine.calibration();
        boolean calibrated = key == null || calibration.served(served.by(), key);
        return served.result().calibrated(calibrated, calibration.isNeedless()).withRoute(dispatch.route());
    }

    @Override
    public TextEmbedding embedText(PhotoTextRequest request) {
        VectorKey key = VectorKey.ofTexts(request.model());
        Dispatch<PhotoModel> dispatch = dispatch(request.model());
        Served<TextEmbedding> served = dispatch.run(
                new PhotoGate(engine, terms, List.of(request.model()), key),
                trial -> new Served<>(trial.member(), trial.target().embedText(request)));
        boolean calibrated = engine.calibration().served(served.by(), key);
        return TextEmbedding.of(served.result().embedding().calibrated(calibrated), dispatch.route());
    }

    private Dispatch<PhotoModel> dispatch(String model) {
        return engine.dispatch(terms, Capability.PHOTOS, model, true, terms.total());
    }

    private record Served<R>(Member by, R result) {}
}
