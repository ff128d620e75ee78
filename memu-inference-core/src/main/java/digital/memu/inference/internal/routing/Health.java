package digital.memu.inference.internal.routing;

import digital.memu.inference.route.BackendState;
import java.time.Duration;

/**
 * What is known of one backend at one moment; a value, changed only by the transitions below.
 *
 * @param state what the router believes
 * @param why the bad news that led to DOWN, in words; empty otherwise
 * @param lastSuccess when it last answered, on the time source's scale; meaningless while it is not UP
 * @param look of use while DOWN only
 */
record Health(BackendState state, String why, long lastSuccess, Look look) {

    /** An answer this recent makes dialling before the next request a waste. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    static Health unknown() {
        return new Health(BackendState.UNKNOWN, "", 0, Look.begin(0));
    }

    /** It answered a request or a probe. */
    Health answered(long now) {
        return new Health(BackendState.UP, "", now, look);
    }

    /** Hard evidence from a request. Many requests may meet the same outage: only the first one changes anything. */
    Health gone(String reason, long now) {
        return state == BackendState.DOWN ? this : new Health(BackendState.DOWN, reason, lastSuccess, Look.begin(now));
    }

    /** A probe goes out. */
    Health looking(long now) {
        return new Health(state, why, lastSuccess, look.taken(now));
    }

    /** A probe found nobody. */
    Health stillGone(String reason, long now) {
        return new Health(BackendState.DOWN, reason, lastSuccess, look.inVain(now));
    }

    boolean fresh(long now) {
        return state == BackendState.UP && now - lastSuccess < FRESH.toNanos();
    }
}
