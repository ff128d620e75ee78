package digital.memu.inference;

import digital.memu.inference.internal.routing.Overview;
import digital.memu.inference.route.BackendStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a router knows of its backends at one moment: as values, as a text for people, and as a map for JSON.
 *
 * <p>Read from memory, without contacting anybody. Of addresses it shows host and port, and never a credential. Immutable
 * and thread-safe.
 */
public final class RouterStatus {

    private final Overview.Snapshot snapshot;

    RouterStatus(Overview.Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** The moment of which it tells. */
    public Instant at() {
        return snapshot.at();
    }

    /** All backends: service by service, and in the order of preference. */
    public List<BackendStatus> backends() {
        return snapshot.backends();
    }

    /** One backend by its name; empty when there is none of that name. */
    public Optional<BackendStatus> backend(String name) {
        return backends().stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** The text for a chat room or a page, with times in the system's time zone. */
    public String toText() {
        return toText(ZoneId.systemDefault());
    }

    /** The text for a chat room or a page, with times in this time zone. */
    public String toText(ZoneId zone) {
        return new StatusText(at(), zone).of(snapshot.switchedOff(), backends());
    }

    /**
     * Strings, booleans, lists and maps for JSON; times as ISO 8601 in UTC. What is not known is left out.
     *
     * <p>Keys: {@code at}, {@code switchedOff} where nobody is asked at all, and {@code backends}, each with {@code name},
     * {@code service}, {@code tier}, {@code address}, {@code state}, {@code inForce}, and where known {@code model}, {@code
     * since}, {@code why}, {@code lastSuccess}, {@code pausedUntil}, {@code nextLook}, {@code against}.
     */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("at", at().toString());
        put(map, "switchedOff", snapshot.switchedOff());
        map.put("backends", backends().stream().map(RouterStatus::map).toList());
        return map;
    }

    private static Map<String, Object> map(BackendStatus one) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", one.name());
        map.put("service", one.service());
        map.put("tier", one.tier().name());
        map.put("address", one.address());
        map.put("state", one.state().name());
        map.put("inForce", one.inForce());
        one.model().ifPresent(model -> map.put("model", model));
        put(map, "since", one.since());
        put(map, "why", one.why());
        put(map, "lastSuccess", one.lastSuccess());
        put(map, "pausedUntil", one.pausedUntil());
        put(map, "nextLook", one.nextLook());
        put(map, "against", one.against());
        return map;
    }

    private static void put(Map<String, Object> map, String key, Optional<Instant> time) {
        time.ifPresent(known -> map.put(key, known.toString()));
    }

    private static void put(Map<String, Object> map, String key, String text) {
        if (!text.isEmpty()) {
            map.put(key, text);
        }
    }

    /** As {@link #toText()}. */
    @Override
    public String toString() {
        return toText();
    }
}
