package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.failure.AllBackendsFailedException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.Evidence;
import digital.memu.inference.route.Route;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way: the candidates left, the attempts made, the deadline over all of them.
 *
 * <p>Driven by one thread at a time; the attempts may be ended by another one, which closes a stream.
 */
final class Dispatch<T> {

    private final Engine engine;
    private final Terms terms;
    private final Capability<T> capability;
    private final long deadline;
    private final Iterator<Candidate> left;
    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
    private final List<InferenceException> failures = new CopyOnWriteArrayList<>();

    Dispatch(Engine engine, Terms terms, Capability<T> capability, List<Candidate> ranked, long deadline) {
        this.engine = engine;
        this.terms = terms;
        this.capability = capability;
        this.left = ranked.iterator();
        this.deadline = deadline;
    }

    /** The whole way of a call that needs no more than one answer. */
    <R> R run(Function<? super Trial<T>, ? extends R> call) {
        for (Trial<T> trial = next(); trial != null; trial = next()) {
            try {
                R result = call.apply(trial);
                trial.served();
                return result;
            } catch (InferenceException e) {
                trial.failed(e);
            } catch (RuntimeException e) {
                // Not ours to judge: a mistake in the call or in a third party's backend goes to the caller as it is.
                trial.givenUp("it threw " + e.getClass().getName());
                throw e;
            }
        }
        throw exhausted("");
    }

    /** The next backend that may serve, for one attempt; null when none is left. */
    @Nullable
    Trial<T> next() {
        while (left.hasNext()) {
            Candidate candidate = left.next();
            if (candidate.accepted()) {
                return new Trial<>(this, candidate, context(candidate.member()));
            }
            skip(candidate);
        }
        return null;
    }

    private void skip(Candidate candidate) {
        Member member = candidate.member();
        ended(Attempt.skipped(member.backend().name(), member.backend().tier(), candidate.rejection()));
        if (candidate.forState()) {
            engine.prober().passedOver(member, capability);
        }
    }

    private CallContext context(Member member) {
        boolean fresh = member.health().fresh(engine.time().nanoTime());
        return new CallContext(
                engine.time(),
                terms.policy().timeouts(),
                terms.policy().zones(),
                deadline,
                fresh,
                terms.options().headers());
    }

    /** Notes a failed attempt; throws the failure on when it speaks about the request and not about the backend. */
    void failed(Attempt attempt, InferenceException e) {
        ended(attempt);
        if (e.evidence() == Evidence.NONE) {
            failures.forEach(e::addSuppressed);
            ends();
            throw e;
        }
        failures.add(e);
    }

    /** Notes the last attempt of the request: it served, or its caller gave up. */
    void finished(Attempt attempt) {
        ended(attempt);
        ends();
    }

    /** Tells that no further attempt follows. */
    void ends() {
        engine.listener().requestEnded(capability.name(), route());
    }

    AllBackendsFailedException exhausted(String partialText) {
        ends();
        return new AllBackendsFailedException(capability.name(), route(), failures, partialText);
    }

    private void ended(Attempt attempt) {
        attempts.add(attempt);
        engine.listener().attemptEnded(capability.name(), attempt);
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
