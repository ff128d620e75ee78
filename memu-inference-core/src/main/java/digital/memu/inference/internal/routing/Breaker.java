package digital.memu.inference.internal.routing;

import dev.failsafe.CircuitBreaker;
import java.time.Duration;

/**
 * The circuit breaker of one capability on one backend: trips after repeated soft evidence.
 *
 * <p>Failsafe's breaker keeps the count. It measures its delay with the system's own clock and would let a request of
 * the family's try a half-open server, so it is never left to close by itself: whether a capability is out of use is a part
 * of the backend's health, and a probe brings it back.
 */
final class Breaker {

    private static final int FAILURES = 3;
    private static final int OF_LAST = 5;
    private static final Duration NEVER = Duration.ofDays(36_500);

    private final CircuitBreaker<Object> breaker = CircuitBreaker.builder()
            .withFailureThreshold(FAILURES, OF_LAST)
            .withDelay(NEVER)
            .build();

    /** Counts an answer. */
    void success() {
        breaker.recordSuccess();
    }

    /** Counts a failure; true if that was one too many, with which the count begins anew. */
    boolean failure() {
        breaker.recordFailure();
        boolean tripped = breaker.isOpen();
        if (tripped) {
            breaker.close();
        }
        return tripped;
    }
}
