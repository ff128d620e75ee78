package digital.memu.inference.internal.routing;

import dev.failsafe.CircuitBreaker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The circuit breaker of one capability on one backend: opens after repeated soft evidence.
 *
 * <p>Failsafe's breaker keeps the count. It measures its delay with the system's own clock and would let a request of
 * the family's try a half-open server, so it is never left to close by itself: a probe closes it. It has its own times to
 * look, since the backend may go on serving its other capabilities meanwhile.
 */
final class Breaker {

    private static final int FAILURES = 3;
    private static final int OF_LAST = 5;
    private static final Duration NEVER = Duration.ofDays(36_500);

    private final CircuitBreaker<Object> breaker = CircuitBreaker.builder()
            .withFailureThreshold(FAILURES, OF_LAST)
            .withDelay(NEVER)
            .build();
    private final AtomicReference<Look> look = new AtomicReference<>(Look.begin(0));
    private volatile String why = "";

    boolean isOpen() {
        return breaker.isOpen();
    }

    /** The failure that opened it. */
    String why() {
        return why;
    }

    /** Counts an answer; an open one closes, since an answer got through when everybody else was out of use too. */
    boolean success() {
        boolean closed = close();
        breaker.recordSuccess();
        return closed;
    }

    /** Counts a failure; true if that opened it. */
    boolean failure(String reason, long now) {
        boolean wasOpen = breaker.isOpen();
        breaker.recordFailure();
        if (wasOpen || !breaker.isOpen()) {
            return false;
        }
        why = reason;
        look.set(Look.begin(now));
        return true;
    }

    /** True if it was open. */
    boolean close() {
        boolean wasOpen = breaker.isOpen();
        if (wasOpen) {
            breaker.close();
        }
        return wasOpen;
    }

    /** Claims the next probe: true for one caller only when it is time. */
    boolean claimLook(long now) {
        Look seen = look.get();
        return seen.due(now) && look.compareAndSet(seen, seen.taken(now));
    }

    /** A probe found the backend ill. */
    void lookedInVain(long now) {
        look.updateAndGet(l -> l.inVain(now));
    }
}
