package digital.memu.inference.internal.routing;

import java.util.concurrent.atomic.AtomicInteger;

/** Second attempts that may still be made: a tenth of all requests, so that an outage does not multiply them. Thread-safe. */
final class RetryBudget {

    private static final int ONE = 10;
    private static final int AT_START = 3 * ONE;
    private static final int MOST = 10 * ONE;

    /** In tenths of an attempt. */
    private final AtomicInteger saved = new AtomicInteger(AT_START);

    /** A request was made, which earns a tenth. */
    void request() {
        saved.updateAndGet(tenths -> Math.min(MOST, tenths + 1));
    }

    /** Spends one, if there is one. */
    boolean take() {
        return saved.getAndUpdate(tenths -> tenths >= ONE ? tenths - ONE : tenths) >= ONE;
    }
}
