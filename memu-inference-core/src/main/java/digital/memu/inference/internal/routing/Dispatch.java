package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.failure.AllBackendsFailedException;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.InferenceTimeoutException.Clock;
import digital.memu.inference.failure.UnprocessablePhotoException;
import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.Evidence;
import digital.memu.inference.route.Route;
import digital.memu.inference.route.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final @Nullable Duration limit;
    private final long deadline;
    private final Field<T> field;
    private final SecondAttempt<T> second;
    /** The request as a whole: what is cancelled here ends whatever it waits for. */
    private final CallContext whole;

    private volatile @Nullable Doubt doubt;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
    private final List<InferenceException> failures = new CopyOnWriteArrayList<>();

    Dispatch(Engine engine, Terms terms, Capability<T> capability, List<Candidate> ranked, @Nullable Duration limit) {
        this.engine = engine;
        this.terms = terms;
        this.capability = capability;
        this.limit = limit;
        this.deadline = limit == null ? Long.MAX_VALUE : engine.time().nanoTime() + limit.toNanos();
        this.whole = context(terms.policy().timeouts(), false);
        this.field = new Field<>(this, ranked);
        this.second = new SecondAttempt<>(this, ranked);
        engine.begins(whole);
    }

    /** The whole way of a call that needs no more than one answer. */
    <R> R run(Function<? super Trial<T>, ? extends R> call) {
        return run(Gate.open(), call);
    }

    /** The same where the capability has a say in who may serve. */
    <R> R run(Gate<T> gate, Function<? super Trial<T>, ? extends R> call) {
        for (Trial<T> trial = next(gate); trial != null; trial = next(gate)) {
            try {
                trial.waits();
                R result = call.apply(trial);
                trial.served();
                Doubt resolved = doubt;
                if (resolved != null) {
                    resolved.about().failedOnGoodPhoto(capability, resolved.failure());
                }
                return result;
            } catch (InferenceException e) {
                trial.failed(trial.verdictOn(e));
            } catch (RuntimeException | Error e) {
                // Not ours to judge: a mistake in the call or in a third party's backend goes to the caller as it is.
                trial.givenUp("it threw " + e.getClass().getName());
                throw e;
            }
        }
        throw exhausted("");
    }

    /** The next backend that may serve, for one attempt; null when none is left. */
    @Nullable
    Trial<T> next(Gate<T> gate) {
        try {
            for (Candidate found = field.next(); found != null; found = field.next()) {
                Trial<T> trial = new Trial<>(this, found, context(found));
                if (admitted(trial, found, gate)) {
                    return trial;
                }
            }
            Candidate again = second.await();
            if (again == null) {
                return null;
            }
            Trial<T> trial = new Trial<>(this, again, context(terms.last(), false));
            return admitted(trial, again, gate) ? trial : null;
        } catch (InferenceCancelledException e) {
            ends();
            throw e;
        }
    }

    private boolean admitted(Trial<T> trial, Candidate candidate, Gate<T> gate) {
        boolean othersLeft = field.othersLeft();
        Duration patience = othersLeft
                ? terms.policy().placeWait()
                : terms.policy().timeouts().firstEvent();
        if (!trial.enter(terms.options().priority(), shorter(patience, left()))) {
            check();
            trial.passedOver("busy: " + candidate.member().places().limit() + " calls run there");
            field.putAside(candidate);
            return false;
        }
        try {
            String against = gate.against(trial, othersLeft);
            if (!against.isEmpty()) {
                trial.passedOver(against);
                field.putAside(candidate);
                return false;
            }
            return true;
        } catch (InferenceException e) {
            trial.failed(e);
            return false;
        } catch (RuntimeException | Error e) {
            trial.givenUp("it threw " + e.getClass().getName());
            throw e;
        }
    }

    /** What is left of the time for the whole request; null means no limit. */
    @Nullable
    Duration left() {
        return deadline == Long.MAX_VALUE
                ? null
                : Duration.ofNanos(Math.max(0, deadline - engine.time().nanoTime()));
    }

    /** Ends the request when its caller has given up or its time is over. */
    void check() {
        engine.checkOpen();
        if (Thread.currentThread().isInterrupted()) {
            throw new InferenceCancelledException("Interrupted while waiting for a backend");
        }
        Duration left = left();
        if (left != null && left.isZero()) {
            ends();
            throw new InferenceTimeoutException(Clock.TOTAL, "", limit == null ? Duration.ZERO : limit);
        }
    }

    static Duration shorter(Duration one, @Nullable Duration other) {
        return other == null || one.compareTo(other) <= 0 ? one : other;
    }

    private CallContext context(Candidate candidate) {
        boolean fresh = candidate.member().fresh();
        boolean dialled = field.justDialled();
        Timeouts limits = terms.policy().timeouts();
        if (!field.othersLeft()) {
            limits = terms.last();
        } else if (fresh && !dialled) {
            limits = terms.brisk();
        }
        return context(limits, fresh || dialled);
    }

    private CallContext context(Timeouts limits, boolean fresh) {
        return new CallContext(
                engine.time(),
                limits,
                terms.policy().zones(),
                deadline,
                fresh,
                terms.options().headers());
    }

    /** Notes that a backend was not asked, and why. */
    void skipped(Candidate candidate, String why) {
        Member member = candidate.member();
        ended(Attempt.skipped(member.name(), member.backend().tier(), why));
    }

    /** Notes an attempt that was given up for another backend's sake, and keeps its own for when that fails. */
    void movedOn(Candidate candidate, Attempt attempt) {
        ended(attempt);
        field.putAside(candidate);
    }

    /** Notes a failed attempt; throws the failure on when it speaks about the request and not about the backend. */
    void failed(Candidate candidate, Attempt attempt, InferenceException e) {
        ended(attempt);
        if (e instanceof UnprocessablePhotoException photo && photo.sent() && doubt == null && field.othersLeft()) {
            // One other backend is to show whether the photo is at fault or the server.
            doubt = new Doubt(candidate.member(), photo);
            return;
        }
        if (e.evidence() == Evidence.NONE) {
            Doubt confirmed = doubt;
            if (confirmed != null) {
                e.addSuppressed(confirmed.failure());
            }
            failures.forEach(e::addSuppressed);
            ends();
            throw e;
        }
        failures.add(e);
        second.failed(candidate, attempt, e);
    }

    /** Notes the last attempt of the request: it served, or its caller gave up. */
    void finished(Attempt attempt) {
        ended(attempt);
        ends();
    }

    /** Tells that no further attempt follows. */
    void ends() {
        engine.ended(whole);
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        engine.listener().requestEnded(capability.name(), route());
    }

    InferenceException exhausted(String partialText) {
        ends();
        Doubt open = doubt;
        if (open != null) {
            // Nobody could show that the photo is good.
            failures.forEach(open.failure()::addSuppressed);
            return open.failure();
        }
        return new AllBackendsFailedException(capability.name(), route(), failures, partialText);
    }

    private void ended(Attempt attempt) {
        attempts.add(attempt);
        engine.listener().attemptEnded(capability.name(), attempt);
    }

    /** Frees a thread that looks for the next backend; from any thread. */
    void cancel() {
        engine.ended(whole);
        whole.cancel();
    }

    CallContext whole() {
        return whole;
    }

    Route route() {
        return Route.of(attempts);
    }

    Engine engine() {
        return engine;
    }

    Terms terms() {
        return terms;
    }

    Capability<T> capability() {
        return capability;
    }

    boolean othersLeft() {
        return field.othersLeft();
    }

    /** A backend failed on the request's photo, and nobody knows yet whose fault that is. */
    private record Doubt(Member about, UnprocessablePhotoException failure) {}
}
