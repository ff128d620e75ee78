package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.Warmth;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which models a server had in its memory when that was last seen. Thread-safe. */
final class WarmModels {

    /** Knowledge is asked for at most this often. A server may forget a model sooner: a watch finds that out. */
    static final Duration GOOD_FOR = Duration.ofMinutes(1);

    private static final int MOST = 64;

    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    void saw(String model, Warmth warmth, long now) {
        if (seen.size() >= MOST && !seen.containsKey(model)) {
            seen.clear();
        }
        seen.put(model, new Seen(warmth, now));
    }

    /** An answer came from this model, so that it is loaded. */
    void answered(String model, long now) {
        saw(model, Warmth.WARM, now);
    }

    /** What is known, if it is no older than this. */
    Warmth known(String model, Duration noOlderThan, long now) {
        Seen last = seen.get(model);
        return last == null || now - last.at > noOlderThan.toNanos() ? Warmth.UNKNOWN : last.warmth;
    }

    /** Whether the server was asked within this time, though it may not have been able to tell. */
    boolean asked(String model, Duration within, long now) {
        Seen last = seen.get(model);
        return last != null && now - last.at <= within.toNanos();
    }

    private record Seen(Warmth warmth, long at) {}
}
