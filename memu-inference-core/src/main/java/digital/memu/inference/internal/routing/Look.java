package digital.memu.inference.internal.routing;

import java.time.Duration;

/**
 * When a server that is out of use was last looked at, and how long to leave it alone before the next look.
 *
 * @param last on the time source's scale
 * @param every doubles with each look that finds it ill
 */
record Look(long last, Duration every) {

    static final Duration FIRST = Duration.ofSeconds(15);
    static final Duration LONGEST = Duration.ofMinutes(5);

    /** It went out of use just now, which was a look of a kind. */
    static Look begin(long now) {
        return new Look(now, FIRST);
    }

    boolean due(long now) {
        return now - last >= every.toNanos();
    }

    /** A look begins: nobody else needs to take one meanwhile. */
    Look taken(long now) {
        return new Look(now, every);
    }

    /** A look found it still ill. */
    Look inVain(long now) {
        Duration twice = every.multipliedBy(2);
        return new Look(now, twice.compareTo(LONGEST) < 0 ? twice : LONGEST);
    }
}
