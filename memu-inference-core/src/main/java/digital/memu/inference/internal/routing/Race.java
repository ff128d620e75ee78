package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.failure.InferenceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Finds the first backend that connects: the preferred one is dialled, a little later the next too, and preference breaks a
 * tie.
 *
 * <p>Nothing but the connection is made: no byte of a request goes to a loser. Thread-safe; one race per request.
 */
final class Race {

    static final Duration STAGGER = Duration.ofMillis(150);
    static final Duration TIE = Duration.ofMillis(20);

    /** No lane connected. */
    static final int NOBODY = -1;

    private final List<Member> lanes;
    private final Dialling dialling;
    private final TimeSource time;
    private final CompletableFuture<Integer> winner = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<TimeSource.Timer> timers = new ArrayList<>();
    private final Map<Integer, InferenceException> failures = new HashMap<>();
    private int started;
    private int connected = NOBODY;

    Race(List<Member> lanes, Dialling dialling, TimeSource time) {
        this.lanes = List.copyOf(lanes);
        this.dialling = dialling;
        this.time = time;
    }

    /** Begins; the future is completed with the lane that won, or {@link #NOBODY}, once no timer of the race is left. */
    CompletableFuture<Integer> run() {
        CompletableFuture<Integer> over = winner.whenComplete((lane, cancelled) -> clearTimers());
        next(0);
        return over;
    }

    /** Nobody waits for its outcome any more. */
    void leave() {
        winner.cancel(false);
    }

    /** What the dials failed with that had ended when the race did, by lane. */
    Map<Integer, InferenceException> failures() {
        lock.lock();
        try {
            return Map.copyOf(failures);
        } finally {
            lock.unlock();
        }
    }

    /** Starts this lane if its turn has come. */
    private void next(int lane) {
        lock.lock();
        try {
            if (lane != started || lane == lanes.size() || winner.isDone()) {
                return;
            }
            started++;
        } finally {
            lock.unlock();
        }
        Member member = lanes.get(lane);
        Dialling.Dial dial = member.fresh() ? dialling.notNeeded() : dialling.of(member);
        CompletableFuture<Void> unused = dial.result().thenAccept(result -> settled(lane, result));
        if (!dial.result().isDone()) {
            stagger(lane, dial);
        }
    }

    private void stagger(int lane, Dialling.Dial dial) {
        CompletableFuture<Void> unused = dial.begun().thenAccept(begun -> {
            if (!winner.isDone()) {
                // A dial that other requests have waited for already has had a part of its time.
                after(STAGGER.minusNanos(time.nanoTime() - begun), () -> next(lane + 1));
            }
        });
    }

    private void settled(int lane, Dialling.Result result) {
        InferenceException failure = result.failure();
        boolean tie = false;
        int decided = NOBODY;
        boolean over = false;
        lock.lock();
        try {
            if (failure != null) {
                failures.put(lane, failure);
                over = failures.size() == lanes.size();
            } else if (connected == NOBODY || lane < connected) {
                connected = lane;
            }
            if (connected != NOBODY) {
                decided = connected;
                over = !betterStillRuns();
                tie = !over;
            }
        } finally {
            lock.unlock();
        }
        if (over) {
            winner.complete(decided);
        } else if (tie) {
            after(TIE, this::decide);
        } else {
            next(lane + 1);
        }
    }

    private void decide() {
        int lane;
        lock.lock();
        try {
            lane = connected;
        } finally {
            lock.unlock();
        }
        winner.complete(lane);
    }

    /** Whether a lane of higher preference than the best one connected may still connect. */
    private boolean betterStillRuns() {
        for (int lane = 0; lane < connected; lane++) {
            if (!failures.containsKey(lane)) {
                return true;
            }
        }
        return false;
    }

    private void after(Duration delay, Runnable task) {
        TimeSource.Timer timer = time.schedule(delay.isNegative() ? Duration.ZERO : delay, task);
        lock.lock();
        try {
            timers.add(timer);
        } finally {
            lock.unlock();
        }
        if (winner.isDone()) {
            timer.cancel();
        }
    }

    private void clearTimers() {
        List<TimeSource.Timer> left;
        lock.lock();
        try {
            left = List.copyOf(timers);
        } finally {
            lock.unlock();
        }
        left.forEach(TimeSource.Timer::cancel);
    }
}
