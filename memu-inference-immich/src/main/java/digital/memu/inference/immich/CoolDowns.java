package digital.memu.inference.immich;

import digital.memu.inference.failure.MisconfiguredException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Models that a server could not load, and may not be asked for meanwhile.
 *
 * <p>For 300 s it refuses them anyway; each question in that time would begin the 300 s anew. Thread-safe.
 */
final class CoolDowns {

    private static final long LASTING = Duration.ofSeconds(310).toNanos();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Map<ImmichMlModel, Pause> pauses = new ConcurrentHashMap<>();

    private record Pause(long since, String serverMessage) {}

    /** The server said, in these words, that it cannot load these models. */
    void begin(List<ImmichMlModel> models, String serverMessage, long now) {
        for (ImmichMlModel model : models) {
            pauses.put(model, new Pause(now, serverMessage));
        }
    }

    /** Throws what the server would answer, if one of the models may not be asked for yet. */
    void check(String url, List<ImmichMlModel> models, long now) {
        for (ImmichMlModel model : models) {
            Pause pause = pauses.get(model);
            if (pause == null) {
                continue;
            }
            long left = LASTING - (now - pause.since());
            if (left <= 0) {
                pauses.remove(model, pause);
                continue;
            }
            throw failure(url, pause.serverMessage() + "; asked again in " + (left + SECOND - 1) / SECOND + " s");
        }
    }

    /** The server has been started anew. */
    void forget() {
        pauses.clear();
    }

    /** The failure of a model that cannot be loaded. */
    static MisconfiguredException failure(String url, String words) {
        return new MisconfiguredException(
                url,
                500,
                words,
                "The log of Immich's machine learning there tells why: often the download failed, or a file is damaged."
                        + " Restart the container once that is mended",
                null,
                false);
    }
}
