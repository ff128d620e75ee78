package digital.memu.inference.ollama;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a server told of its models, each of it good for a while. Thread-safe. */
final class Findings<V> {

    private final long goodFor;
    private final int most;
    private final Map<String, Finding<V>> findings = new ConcurrentHashMap<>();

    /** {@code most}: names come from callers, who may make up any number of them. */
    Findings(Duration goodFor, int most) {
        this.goodFor = goodFor.toNanos();
        this.most = most;
    }

    /** What was found out about it; null if that was too long ago, or never. */
    @Nullable
    V recent(String key, long now) {
        Finding<V> known = findings.get(key);
        return known != null && now - known.since < goodFor ? known.value : null;
    }

    /** The same, however long ago. */
    @Nullable
    V latest(String key) {
        Finding<V> known = findings.get(key);
        return known == null ? null : known.value;
    }

    void learn(String key, V value, long now) {
        if (findings.size() >= most) {
            findings.clear();
        }
        findings.put(key, new Finding<>(value, now));
    }

    void forget(String key) {
        findings.remove(key);
    }

    void forget() {
        findings.clear();
    }

    int size() {
        return findings.size();
    }

    private record Finding<V>(V value, long since) {}
}
