package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.failure.AllBackendsFailedException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.Evidence;
import digital.memu.inference.route.Route;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request on its way: the candidates left, the attempts made, the deadline over all of them. One thread at a time. */
final class Dispatch<T> {

    private final Engine engine;
    private final Capability<T> capability;
    private final long deadline;
    private final Iterator<Candidate> left;
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<InferenceException> failures = new ArrayList<>();

    Dispatch(Engine engine, Capability<T> capability, List<Candidate> ranked, long deadline) {
        this.engine = engine;
        this.capability = capability;
        this.left = ranked.iterator();
        this.deadline = deadline;
    }

    /** The whole way of a call that needs no more than one answer. */
    <R> R run(Function<? super T, ? extends R> call) {
        for (Trial<T> trial = next(); trial != null; trial = next()) {
            try {
                R result = call.apply(trial.target());
                trial.served();
                return result;
            } catch (InferenceException e) {
                trial.failed(e);
            }
        }
        throw exhausted("");
    }

    /** The next backend that may serve, bound for one attempt; null when none is left. */
    @Nullable
    Trial<T> next() {
        while (left.hasNext()) {
            Candidate candidate = left.next();
            Member member = candidate.member();
            if (candidate.accepted()) {
                return new Trial<>(this, candidate, context(member));
            }
            skip(candidate);
        }
        return null;
    }

    private void skip(Candidate candidate) {
        Member member = candidate.member();
        attempts.add(Attempt.skipped(member.backend().name(), member.backend().tier(), candidate.rejection()));
        if (candidate.forState()) {
            engine.prober().passedOver(member);
        }
    }

    private CallContext context(Member member) {
        long now = engine.time().nanoTime();
        return new CallContext(
                engine.time(),
                engine.policy().timeouts(),
                engine.policy().zones(),
                deadline,
                member.health().fresh(now));
    }

    /** Notes a failed attempt; throws the failure on when it speaks about the request and not about the backend. */
    void failed(Attempt attempt, InferenceException e) {
        attempts.add(attempt);
        if (e.evidence() == Evidence.NONE) {
            failures.forEach(e::addSuppressed);
            throw e;
        }
        failures.add(e);
    }

    void served(Attempt attempt) {
        attempts.add(attempt);
        // Who was left out behind the one that served belongs to the explanation only when it was preferred to it.
    }

    AllBackendsFailedException exhausted(String partialText) {
        return new AllBackendsFailedException(capability.name(), route(), failures, partialText);
    }

    Route route() {
        return Route.of(attempts);
    }

    Engine engine() {
        return engine;
    }

    Capability<T> capability() {
        return capability;
    }
}
