package digital.memu.inference.internal.routing;

import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.route.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The candidates of a request that are left, in the order of preference; races those of which too little is known. */
final class Field<T> {

    private final Dispatch<T> dispatch;
    /** Changed by the request's thread only; a watch on another one looks whether anybody is left. */
    private final List<Candidate> left;

    private final List<Candidate> aside = new ArrayList<>();
    /** Only their state speaks against these: better than nobody. */
    private final List<Candidate> passedOver = new ArrayList<>();

    private volatile boolean lastResort;
    private boolean justDialled;

    Field(Dispatch<T> dispatch, List<Candidate> ranked) {
        this.dispatch = dispatch;
        this.left = new CopyOnWriteArrayList<>(ranked);
    }

    /** The best one left that may serve; null when none is. */
    @Nullable
    Candidate next() {
        justDialled = false;
        while (true) {
            dispatch.check();
            skipRejected();
            if (left.isEmpty() && !lastResort) {
                lastResort = true;
                left.addAll(aside);
                passedOver.stream()
                        .filter(candidate -> standing(candidate).mayPanic())
                        .map(Candidate::inPanic)
                        .forEach(left::add);
            }
            if (left.isEmpty()) {
                return null;
            }
            Candidate first = left.get(0);
            if (first.member().fresh()) {
                left.remove(0);
                return first;
            }
            List<Candidate> lanes = left.stream().filter(this::mayRun).toList();
            if (lanes.size() < 2) {
                left.remove(0);
                return first;
            }
            Candidate winner = race(lanes);
            if (winner != null) {
                left.remove(winner);
                justDialled = true;
                return winner;
            }
        }
    }

    /** Keeps one that could serve later, in case nobody can now. */
    void putAside(Candidate candidate) {
        aside.add(candidate);
    }

    /** Whether the one found last has been connected to just now. */
    boolean justDialled() {
        return justDialled;
    }

    /** Whether somebody else may serve; from any thread. */
    boolean othersLeft() {
        return !lastResort && left.stream().anyMatch(this::mayRun);
    }

    /** What is known may have changed since the candidates were ranked. */
    private boolean mayRun(Candidate candidate) {
        return candidate.accepted() && (candidate.panic() || against(candidate).isEmpty());
    }

    private String against(Candidate candidate) {
        return standing(candidate).against();
    }

    private Standing standing(Candidate candidate) {
        return Standing.of(
                candidate.member().health(),
                dispatch.capability().name(),
                candidate.model(),
                dispatch.engine().time().nanoTime());
    }

    private void skipRejected() {
        while (!left.isEmpty()) {
            Candidate first = left.get(0);
            String why = first.rejection();
            if (first.accepted() && !first.panic() && left.size() > 1) {
                why = against(first);
            }
            if (why.isEmpty()) {
                return;
            }
            left.remove(0);
            dispatch.skipped(first, why);
            if (first.forState()) {
                passedOver.add(first);
                dispatch.engine().prober().passedOver(first.member(), dispatch.capability(), first.model());
            }
        }
    }

    /** The winner; null when nobody connected, which has been noted for each. */
    private @Nullable Candidate race(List<Candidate> lanes) {
        Engine engine = dispatch.engine();
        long begun = engine.time().nanoTime();
        Race race = new Race(lanes.stream().map(Candidate::member).toList(), engine.dialling(), engine.time());
        Integer won;
        try {
            won = Waiting.on(race.run(), dispatch.left(), dispatch.whole());
        } finally {
            race.leave();
        }
        dispatch.check();
        int winner = won == null ? Race.NOBODY : won;
        Map<Integer, InferenceException> failures = race.failures();
        List<Candidate> gone = new ArrayList<>();
        for (int lane = 0; lane < lanes.size(); lane++) {
            InferenceException failure = failures.get(lane);
            if (failure != null) {
                gone.add(lanes.get(lane));
                failed(lanes.get(lane), failure, Duration.ofNanos(engine.time().nanoTime() - begun));
            } else if (lane < winner) {
                dispatch.skipped(
                        lanes.get(lane),
                        "not connected when " + lanes.get(winner).member().name() + " was");
            }
        }
        left.removeAll(gone);
        return winner == Race.NOBODY ? null : lanes.get(winner);
    }

    private void failed(Candidate candidate, InferenceException failure, Duration after) {
        Member member = candidate.member();
        Attempt attempt = Attempt.failed(
                member.name(),
                member.backend().tier(),
                candidate.model(),
                failure.evidence(),
                failure.what(),
                null,
                after);
        dispatch.failed(candidate, attempt, failure);
    }
}
