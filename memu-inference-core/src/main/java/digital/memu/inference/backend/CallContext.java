package digital.memu.inference.backend;

import digital.memu.inference.route.Timeouts;
import digital.memu.inference.route.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The limits of one attempt on one backend, and the way to cancel it.
 *
 * <p>The engine makes one for each attempt; a backend reads its limits and registers what must be closed when the caller
 * gives up. Thread-safe.
 */
public final class CallContext {

    private final TimeSource time;
    private final Timeouts timeouts;
    private final Set<Zone> zones;
    private final long deadline;
    private final boolean freshlySeen;
    private final Map<String, String> headers;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable List<Runnable> onCancel = new ArrayList<>();

    /**
     * The limits of an attempt.
     *
     * @param deadline on {@link TimeSource#nanoTime()}'s scale; {@link Long#MAX_VALUE} means none
     * @param freshlySeen the backend answered a moment ago, so that it need not be dialled before the request is sent
     * @param headers sent along with the requests of this attempt
     */
    public CallContext(
            TimeSource time,
            Timeouts timeouts,
            Set<Zone> zones,
            long deadline,
            boolean freshlySeen,
            Map<String, String> headers) {
        this.time = time;
        this.timeouts = timeouts;
        this.zones = Set.copyOf(zones);
        this.deadline = deadline;
        this.freshlySeen = freshlySeen;
        this.headers = Map.copyOf(headers);
    }

    /** The limits of an attempt that sends no headers of its own along. */
    public CallContext(TimeSource time, Timeouts timeouts, Set<Zone> zones, long deadline, boolean freshlySeen) {
        this(time, timeouts, zones, deadline, freshlySeen, Map.of());
    }

    /** The clock that everything in this attempt goes by. */
    public TimeSource time() {
        return time;
    }

    /** The clocks by phase. */
    public Timeouts timeouts() {
        return timeouts;
    }

    /** Where the attempt may go. */
    public Set<Zone> zones() {
        return zones;
    }

    /** The absolute deadline on {@link TimeSource#nanoTime()}'s scale; {@link Long#MAX_VALUE} means none. */
    public long deadline() {
        return deadline;
    }

    /** Whether the backend answered a moment ago, so that dialling it first would only cost time. */
    public boolean freshlySeen() {
        return freshlySeen;
    }

    /** Headers sent along with the requests of this attempt; their values are nobody else's business. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The same attempt with other clocks, cancelled with this one. */
    public CallContext within(Timeouts limits) {
        CallContext other = new CallContext(time, limits, zones, deadline, freshlySeen, headers);
        onCancel(other::cancel);
        return other;
    }

    /** Registers what ends the attempt from another thread; runs at once if it was cancelled already. */
    public void onCancel(Runnable action) {
        lock.lock();
        try {
            if (onCancel != null) {
                onCancel.add(action);
                return;
            }
        } finally {
            lock.unlock();
        }
        action.run();
    }

    /** Ends the attempt: everything registered is run, once. */
    public void cancel() {
        List<Runnable> actions;
        lock.lock();
        try {
            actions = onCancel;
            onCancel = null;
        } finally {
            lock.unlock();
        }
        if (actions != null) {
            actions.forEach(Runnable::run);
        }
    }
}
