package digital.memu.inference.internal.routing;

import java.time.Duration;

/**
 * When something that is out of use was last looked at, and how long to leave it alone before the next look.
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

    /** For what only people put right: a look now and then is enough. */
    static Look seldom(long now) {
        return new Look(now, LONGEST);
    }

    boolean due(long now) {
        return now - next() >= 0;
    }

    /** When the next look is due, on the time source's scale. */
    long next() {
        return last + every.toNanos();
    }

    /** A look begins: nobody else needs to take one meanwhile. */
    Look taken(long now) {
        return new Look(now, every);
    }

    /** A look found it still ill; {@code jitter} keeps many routers from looking at the same moment. */
    Look inVain(long now, double jitter) {
        long twice = (long) (every.toNanos() * 2 * jitter);
        return new Look(now, Duration.ofNanos(Math.min(twice, LONGEST.toNanos())));
    }

    /** The next look is due at once. */
    Look dueNow(long now) {
        return new Look(now - every.toNanos(), every);
    }
}
