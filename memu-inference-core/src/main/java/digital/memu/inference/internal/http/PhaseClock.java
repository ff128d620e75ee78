package digital.memu.inference.internal.http;

import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.failure.InferenceException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one timer of a call: the limit of the phase it is in, and the deadline over all.
 *
 * <p>A phase that starts and stops with each token only notes when it is due; the timer is armed again when it fires too
 * early. All methods want the call's lock.
 */
final class PhaseClock {

    private static final long NEVER = Long.MAX_VALUE;

    private final Call call;
    private final TimeSource time;
    private final long deadline;
    private final Duration total;
    private boolean running;
    private boolean closed;
    private boolean expired;
    private long started;
    private long due;
    private @Nullable Supplier<? extends InferenceException> atDue;
    private @Nullable Firing armed;

    /** A clock that ends {@code call} at {@code deadline} of {@code time}. */
    PhaseClock(Call call, TimeSource time, long deadline) {
        this.call = call;
        this.time = time;
        this.deadline = deadline;
        this.total = deadline == NEVER ? Duration.ZERO : Duration.ofNanos(Math.max(0, deadline - time.nanoTime()));
    }

    /** Begins a phase; when its limit is over the call fails with {@code atDue}, or only wakes up where that is null. */
    void start(long limit, @Nullable Supplier<? extends InferenceException> atDue) {
        started = time.nanoTime();
        due = started + limit;
        this.atDue = atDue;
        running = true;
        expired = false;
        arm(started);
    }

    /** Ends the phase and tells how long it took. */
    long stop() {
        running = false;
        atDue = null;
        return time.nanoTime() - started;
    }

    /** Whether a phase that only wakes up is over. */
    boolean expired() {
        return expired;
    }

    /** Whether the deadline has passed. */
    boolean late() {
        return deadline != NEVER && time.nanoTime() - deadline >= 0;
    }

    /** The limit that the deadline left at the start. */
    Duration total() {
        return total;
    }

    /** Takes the timer back for good. */
    void close() {
        closed = true;
        stop();
        disarm();
    }

    private void arm(long now) {
        if (closed || (!running && deadline == NEVER)) {
            return;
        }
        long next = !running ? deadline : deadline == NEVER || due - deadline < 0 ? due : deadline;
        if (armed != null) {
            if (armed.at - next <= 0) {
                return;
            }
            disarm();
        }
        Firing firing = new Firing(next);
        armed = firing;
        firing.timer = time.schedule(Duration.ofNanos(Math.max(0, next - now)), firing);
    }

    private void disarm() {
        Firing firing = armed;
        armed = null;
        if (firing != null && firing.timer != null) {
            firing.timer.cancel();
        }
    }

    /** What to do when a timer fires: nothing, or fail the call. */
    private @Nullable Supplier<? extends InferenceException> fired(Firing firing) {
        if (closed || armed != firing) {
            return null;
        }
        armed = null;
        long now = time.nanoTime();
        if (deadline != NEVER && now - deadline >= 0) {
            return call::tooLate;
        }
        if (running && now - due >= 0) {
            running = false;
            if (atDue == null) {
                expired = true;
                call.changed();
            }
            return atDue;
        }
        arm(now);
        return null;
    }

    private final class Firing implements Runnable {
        private final long at;
        private TimeSource.@Nullable Timer timer;

        Firing(long at) {
            this.at = at;
        }

        @Override
        public void run() {
            Supplier<? extends InferenceException> failure;
            call.lock().lock();
            try {
                failure = fired(this);
            } finally {
                call.lock().unlock();
            }
            if (failure != null) {
                call.fail(failure);
            }
        }
    }
}
