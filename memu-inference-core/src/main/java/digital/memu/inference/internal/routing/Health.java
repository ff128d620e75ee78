package digital.memu.inference.internal.routing;

import digital.memu.inference.route.BackendState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one backend at one moment; a value, from which routing, {@code explain} and status all read.
 *
 * @param reach what holds for all models: UNKNOWN, UP, DOWN or MISCONFIGURED
 * @param why the bad news that led to it, in words; empty otherwise
 * @param since when the state as a whole last changed, on the time source's scale; null when it never did
 * @param lastSuccess when it last answered, on the time source's scale; null when it never did
 * @param recovery its way back from DOWN and from open breakers
 * @param pausedUntil when its owner gives it back; null when it is not paused
 * @param loading models that it is loading, with the time at which that was first known
 * @param unusable models that it does not have
 * @param tripped capabilities at which it failed repeatedly
 */
record Health(
        BackendState reach,
        String why,
        @Nullable Long since,
        @Nullable Long lastSuccess,
        Recovery recovery,
        @Nullable Long pausedUntil,
        Map<String, Long> loading,
        Map<String, Trouble> unusable,
        Map<String, Trouble> tripped) {

    /** An answer this recent makes dialling before the next request a waste. */
    static final Duration FRESH = Duration.ofSeconds(5);

    static Health unknown() {
        return new Health(BackendState.UNKNOWN, "", null, null, Recovery.none(), null, Map.of(), Map.of(), Map.of());
    }

    /** The state as a whole. */
    BackendState state(long now) {
        return paused(now) ? BackendState.PAUSED : reach;
    }

    /** When the state as a whole became what it is; null when it never changed. A pause ends without anybody's doing. */
    @Nullable
    Long began(long now) {
        Long until = pausedUntil;
        return until != null && !paused(now) && (since == null || until - since > 0) ? until : since;
    }

    /** When the state as far as a model is concerned became what it is; null when it never changed. */
    @Nullable
    Long began(@Nullable String model, long now) {
        BackendState state = state(model, now);
        if (model == null || state == state(now)) {
            return began(now);
        }
        Trouble trouble = unusable.get(model);
        return state == BackendState.MISCONFIGURED && trouble != null ? (Long) trouble.since() : loading.get(model);
    }

    /** The state as far as a model is concerned. */
    BackendState state(@Nullable String model, long now) {
        BackendState whole = state(now);
        if (model == null || (whole != BackendState.UP && whole != BackendState.UNKNOWN)) {
            return whole;
        }
        if (unusable.containsKey(model)) {
            return BackendState.MISCONFIGURED;
        }
        return loading.containsKey(model) ? BackendState.LOADING : whole;
    }

    boolean paused(long now) {
        return pausedUntil != null && now - pausedUntil < 0;
    }

    boolean fresh(long now) {
        return reach == BackendState.UP && lastSuccess != null && now - lastSuccess < FRESH.toNanos();
    }

    /** Whether a probe has to bring it, or one of its capabilities, back into use. */
    boolean needsProbe() {
        return reach == BackendState.DOWN || !tripped.isEmpty();
    }

    Health since(Long when) {
        return new Health(reach, why, when, lastSuccess, recovery, pausedUntil, loading, unusable, tripped);
    }

    Health reach(BackendState next, String reason) {
        return new Health(next, reason, since, lastSuccess, recovery, pausedUntil, loading, unusable, tripped);
    }

    Health lastSuccess(long now) {
        return new Health(reach, why, since, now, recovery, pausedUntil, loading, unusable, tripped);
    }

    Health recovery(Recovery next) {
        return new Health(reach, why, since, lastSuccess, next, pausedUntil, loading, unusable, tripped);
    }

    Health pausedUntil(@Nullable Long until) {
        return new Health(reach, why, since, lastSuccess, recovery, until, loading, unusable, tripped);
    }

    Health loading(Map<String, Long> next) {
        return new Health(reach, why, since, lastSuccess, recovery, pausedUntil, next, unusable, tripped);
    }

    Health unusable(Map<String, Trouble> next) {
        return new Health(reach, why, since, lastSuccess, recovery, pausedUntil, loading, next, tripped);
    }

    Health tripped(Map<String, Trouble> next) {
        return new Health(reach, why, since, lastSuccess, recovery, pausedUntil, loading, unusable, next);
    }

    static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        Map<String, V> copy = new HashMap<>(map);
        copy.put(key, value);
        return Map.copyOf(copy);
    }

    static <V> Map<String, V> without(Map<String, V> map, @Nullable String key) {
        if (key == null || !map.containsKey(key)) {
            return map;
        }
        Map<String, V> copy = new HashMap<>(map);
        copy.remove(key);
        return Map.copyOf(copy);
    }
}
