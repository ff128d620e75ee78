package digital.memu.inference.internal.routing;

import dev.failsafe.CircuitBreaker;
import java.time.Duration;

/**
 * The circuit breaker of one capability on one backend: opens after repeated soft evidence.
 *
 * <p>Failsafe's breaker keeps the count. It measures its delay with the system's own clock and would let a request of
 * the family's try a half-open server, so it is never left to close by itself: a probe closes it.
 */
final class Breaker {

    private static final int FAILURES = 3;
    private static final int OF_LAST = 5;
    private static final Duration NEVER = Duration.ofDays(36_500);

    private final CircuitBreaker<Object> breaker = CircuitBreaker.builder()
            .withFailureThreshold(FAILURES, OF_LAST)
            .withDelay(NEVER)
            .build();

    boolean isOpen() {
        return breaker.isOpen();
    }

    void success() {
        if (breaker.isOpen()) {
            // An answer got through although nobody expected it (everything else was down too).
            breaker.close();
        }
        breaker.recordSuccess();
    }

    void failure() {
        breaker.recordFailure();
    }

    void close() {
        breaker.close();
    }
}
