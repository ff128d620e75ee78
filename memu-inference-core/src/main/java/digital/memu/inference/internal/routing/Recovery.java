package digital.memu.inference.internal.routing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a backend that is out of use has come on its way back.
 *
 * @param look when it was last looked at, and when the next look is due
 * @param wellSince when a first probe found it well; null when the last one did not
 * @param dwell how far apart two good probes must be; doubles when it goes out of use again soon
 * @param recoveredAt when it last came back; null when it never did
 */
record Recovery(
        Look look,
        @Nullable Long wellSince,
        Duration dwell,
        @Nullable Long recoveredAt) {

    static final Duration SHORTEST_DWELL = Duration.ofSeconds(1);
    static final Duration LONGEST_DWELL = Duration.ofMinutes(1);

    /** Who goes out of use this soon after coming back is flapping. */
    private static final Duration FLAPPING = Duration.ofMinutes(5);

    static Recovery none() {
        return new Recovery(Look.begin(0), null, SHORTEST_DWELL, null);
    }

    /** It went out of use. */
    Recovery begin(long now) {
        boolean flapping = recoveredAt != null && now - recoveredAt < FLAPPING.toNanos();
        Duration twice = dwell.multipliedBy(2);
        Duration next = !flapping ? SHORTEST_DWELL : twice.compareTo(LONGEST_DWELL) < 0 ? twice : LONGEST_DWELL;
        return new Recovery(Look.begin(now), null, next, recoveredAt);
    }

    /** Whether a good probe at this moment is the second of two that are far enough apart. */
    boolean completedBy(long now) {
        return wellSince != null && now - wellSince >= dwell.toNanos();
    }

    /** A good probe that is not enough yet. */
    Recovery well(long now) {
        return wellSince != null ? this : new Recovery(look, now, dwell, recoveredAt);
    }

    /** It is back in use. */
    Recovery completed(long now) {
        return new Recovery(look, null, dwell, now);
    }

    Recovery looked(Look other) {
        return new Recovery(other, wellSince, dwell, recoveredAt);
    }

    /** A probe found it ill. */
    Recovery inVain(long now, double jitter) {
        return new Recovery(look.inVain(now, jitter), null, dwell, recoveredAt);
    }
}
