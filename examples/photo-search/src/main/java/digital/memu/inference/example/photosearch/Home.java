package digital.memu.inference.example.photosearch;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.photo.PhotoPreparer;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.photo.PhotoTextRequest;
import digital.memu.inference.photo.TextEmbedding;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.BackendStatus;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The servers that look at photos; closed by whoever opens it. Thread-safe. */
final class Home implements AutoCloseable {

    /** Longer than any look at a server takes: Immich's service is pinged three times, 7.5 s apart, before it counts as away. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private static final Set<BackendState> AWAY = Set.of(BackendState.DOWN, BackendState.MISCONFIGURED);

    private final InferenceRouter router;
    private final PhotoPreparer preparer;
    private final List<? extends AutoCloseable> rest;

    /** Servers, what makes photos ready for them, and what else is to be closed after them. */
    Home(InferenceRouter router, PhotoPreparer preparer, List<? extends AutoCloseable> rest) {
        this.router = router;
        this.preparer = preparer;
        this.rest = rest;
    }

    /** Makes photos ready for the servers. */
    PhotoPreparer preparer() {
        return preparer;
    }

    PhotoAnalysis analyze(PhotoRequest request) {
        PhotoAnalysis found = router.photos().analyze(request);
        // A single server is trusted because there is nobody to compare it with, which says nothing of the one before
        // it.
        return isAlone() ? found.calibrated(false, false) : found;
    }

    TextEmbedding embedText(PhotoTextRequest request) {
        TextEmbedding made = router.photos().embedText(request);
        return isAlone() ? TextEmbedding.of(made.embedding().calibrated(false), made.route()) : made;
    }

    private boolean isAlone() {
        return servers().size() == 1;
    }

    /** Asks all servers whether they live; true if one may be worth a try. */
    boolean isAnybodyThere() {
        router.refresh(PATIENCE);
        return servers().stream().anyMatch(server -> !AWAY.contains(server.state()));
    }

    /** Whether one is away that may come back. */
    boolean isAnybodyDown() {
        return servers().stream().anyMatch(server -> server.state() == BackendState.DOWN);
    }

    private List<BackendStatus> servers() {
        return router.status().backends();
    }

    @Override
    public void close() {
        router.close();
        for (AutoCloseable one : rest) {
            try {
                one.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
