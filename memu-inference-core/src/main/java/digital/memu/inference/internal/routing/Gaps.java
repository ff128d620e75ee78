package digital.memu.inference.internal.routing;

import java.time.Duration;
import java.util.Arrays;

/**
 * The gaps between the parts of a backend's answers, as far back as they say something about the next one.
 *
 * <p>Thread-safe without a lock: two answers that write at the same moment may overwrite one another's gap, which loses one of
 * many.
 */
final class Gaps {

    private static final int REMEMBERED = 128;
    private static final int FACTOR = 6;

    private final long[] nanos = new long[REMEMBERED];
    private int next;

    void add(long gap) {
        int place = next & (REMEMBERED - 1);
        nanos[place] = gap;
        next = place + 1;
    }

    /** How long a silence may last before it is suspicious: six times the 99th percentile, and never less than {@code floor}. */
    Duration patience(Duration floor) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        Duration learned = Duration.ofNanos(FACTOR * sorted[REMEMBERED - 2]);
        return learned.compareTo(floor) > 0 ? learned : floor;
    }
}
