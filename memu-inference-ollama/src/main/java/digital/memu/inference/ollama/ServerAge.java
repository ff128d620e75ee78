package digital.memu.inference.ollama;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers of a server that it is too old for {@code /api/embed} (before 0.2.6), so that it is not asked each time; for
 * five minutes, or until it tells another version. Thread-safe.
 */
final class ServerAge {

    private static final long GOOD_FOR = Duration.ofMinutes(5).toNanos();

    private volatile @Nullable Finding finding;
    private volatile String version = "";

    /** The exact names of the server's models where it is known to be old; null where it is not. */
    @Nullable
    Map<ModelName, String> oldNames(long now) {
        Finding found = finding;
        return found != null && now - found.since < GOOD_FOR ? found.names : null;
    }

    /** The server does not know {@code /api/embed}, and finds models only by these names. */
    void isOld(Map<ModelName, String> names, long now) {
        finding = new Finding(names, now);
    }

    /** The server told its version. */
    void saw(String told) {
        if (!told.equals(version)) {
            version = told;
            finding = null;
        }
    }

    private record Finding(Map<ModelName, String> names, long since) {}
}
