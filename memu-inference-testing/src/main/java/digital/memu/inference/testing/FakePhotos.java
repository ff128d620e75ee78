package digital.memu.inference.testing;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.failure.UnprocessablePhotoException;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.photo.PhotoModel;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.photo.PhotoTextRequest;
import digital.memu.inference.photo.TextEmbedding;
import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.EmbeddingVector;
import digital.memu.inference.route.Route;
import digital.memu.inference.route.Tier;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Photos without a server: the same bytes and model give the same vector of length 1; there are neither faces nor text. */
record FakePhotos(String backend, Tier tier, FakeMood mood, FakeLog log, CallContext context) implements PhotoModel {

    private static final int DIMENSION = 8;

    @Override
    public PhotoAnalysis analyze(PhotoRequest request) {
        log.photo(request);
        mood.check(context);
        PhotoAnalysis.Builder found = PhotoAnalysis.builder(640, 480);
        int content = content(request);
        request.embedding().ifPresent(model -> found.embedding(vector(model, "photo " + content)));
        String model = request.embedding().or(request::faces).or(request::text).orElseThrow();
        return found.route(route(model)).build();
    }

    @Override
    public TextEmbedding embedText(PhotoTextRequest request) {
        mood.check(context);
        return TextEmbedding.of(vector(request.model(), request.text()), route(request.model()));
    }

    private static int content(PhotoRequest request) {
        try (InputStream photo = request.photo().open()) {
            return Arrays.hashCode(photo.readAllBytes());
        } catch (IOException e) {
            throw UnprocessablePhotoException.unreadable(
                    request.photo().name(), "it cannot be read", "Look whether it is there.", e);
        }
    }

    private static EmbeddingVector vector(String model, String seed) {
        return EmbeddingVector.of(model, FakeEmbedding.vector(model + '\0' + seed, DIMENSION));
    }

    private Route route(String model) {
        return Route.of(List.of(Attempt.served(backend, tier, model, null, Duration.ZERO)));
    }
}
