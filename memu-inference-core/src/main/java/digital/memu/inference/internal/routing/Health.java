package digital.memu.inference.internal.routing;

import digital.memu.inference.route.BackendState;
import java.time.Duration;

/**
 * What is known of one backend at one moment; a value, changed only by the transitions below.
 *
 * @param state what the router believes
 * @param why the last bad news in words; empty when there is none
 * @param lastSuccess when it last answered, on the time source's scale; meaningless while {@code everSeen} is false
 * @param everSeen whether it has ever answered
 * @param lastLook when it was last asked or probed
 * @param lookEvery how long to wait before it is probed again; doubles while it stays down
 */
record Health(BackendState state, String why, long lastSuccess, boolean everSeen, long lastLook, Duration lookEvery) {

    static final Duration FIRST_LOOK = Duration.ofSeconds(15);
    static final Duration LAST_LOOK = Duration.ofMinutes(5);
    /** An answer this recent makes dialling before the next request a waste. */
    static final Duration FRESH = Duration.ofSeconds(5);

    static Health unknown() {
        return new Health(BackendState.UNKNOWN, "", 0, false, 0, FIRST_LOOK);
    }

    /** It answered a request or a probe. */
    Health answered(long now) {
        return new Health(BackendState.UP, "", now, true, now, FIRST_LOOK);
    }

    /** Hard evidence: nobody is there. */
    Health gone(String reason, long now) {
        boolean stillDown = state == BackendState.DOWN;
        return new Health(BackendState.DOWN, reason, lastSuccess, everSeen, now, stillDown ? longer() : FIRST_LOOK);
    }

    /** Soft evidence: it may pass, so the state stays; the breaker counts. */
    Health faltered(String reason, long now) {
        return new Health(state, reason, lastSuccess, everSeen, now, lookEvery);
    }

    /** A probe goes out: nobody else needs to send one for a while. */
    Health looking(long now) {
        return new Health(state, why, lastSuccess, everSeen, now, lookEvery);
    }

    boolean dueForLook(long now) {
        return now - lastLook >= lookEvery.toNanos();
    }

    boolean fresh(long now) {
        return state == BackendState.UP && now - lastSuccess < FRESH.toNanos();
    }

    private Duration longer() {
        Duration twice = lookEvery.multipliedBy(2);
        return twice.compareTo(LAST_LOOK) < 0 ? twice : LAST_LOOK;
    }
}
