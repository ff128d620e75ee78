package digital.memu.inference.internal.routing;

import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.ServerException;
import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.Evidence;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The one second attempt of a request that nobody is left to serve: on the best backend whose failure was passing, after a
 * back-off, and out of the budget that keeps an outage from multiplying requests.
 */
final class SecondAttempt<T> {

    private static final Duration BACK_OFF = Duration.ofMillis(500);

    /** A server that ended in mid-answer is given this many looks, each twice as late: about 16 s in all. */
    private static final int LOOKS = 5;

    private final Dispatch<T> dispatch;
    private final List<Candidate> ranked;
    private @Nullable Candidate best;
    private boolean cut;
    private boolean taken;

    SecondAttempt(Dispatch<T> dispatch, List<Candidate> ranked) {
        this.dispatch = dispatch;
        this.ranked = ranked;
    }

    /** Notes a failure that may be a passing one. */
    void failed(Candidate candidate, Attempt attempt, InferenceException e) {
        boolean died = hungUp(candidate, e)
                || (isAlone()
                        && attempt.firstEvent().isPresent()
                        && (e.evidence() == Evidence.SOFT || e.evidence() == Evidence.HARD));
        if (!died && !passing(e) && !passing(e.getCause())) {
            return;
        }
        if (best == null || ranked.indexOf(candidate) < ranked.indexOf(best)) {
            best = candidate;
            cut = died;
        }
    }

    private boolean isAlone() {
        return ranked.stream().filter(c -> c.accepted() || c.forState()).count() == 1;
    }

    /** A worker that was killed is replaced; who has never answered may be no server at all. */
    private static boolean hungUp(Candidate candidate, InferenceException e) {
        return candidate.member().health().lastSuccess() != null
                && e instanceof ConnectionException connection
                && (connection.kind() == ConnectionException.Kind.CLOSED
                        || connection.kind() == ConnectionException.Kind.RESET);
    }

    private static boolean passing(@Nullable Throwable e) {
        return e instanceof ServerException failure && failure.passing();
    }

    /** Waits until it is time; null when there is none. */
    @Nullable
    Candidate await() {
        Candidate candidate = best;
        if (candidate == null || taken || !dispatch.engine().retries().take()) {
            return null;
        }
        taken = true;
        Duration pause = jittered(BACK_OFF);
        for (int look = 0; look < LOOKS; look++) {
            Duration left = dispatch.left();
            if (left != null && left.compareTo(pause) <= 0) {
                return null;
            }
            Waiting.pause(pause, dispatch.whole());
            if (!cut || answers(candidate.member())) {
                return candidate;
            }
            pause = pause.multipliedBy(2);
        }
        return null;
    }

    private boolean answers(Member member) {
        Inquiry.Verdict verdict =
                Waiting.on(dispatch.engine().inquiry().about(member), dispatch.left(), dispatch.whole());
        dispatch.check();
        return verdict != null && verdict.alive();
    }

    private static Duration jittered(Duration span) {
        return Duration.ofNanos(
                (long) (span.toNanos() * ThreadLocalRandom.current().nextDouble(0.8, 1.2)));
    }
}
