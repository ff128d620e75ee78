package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.InferenceTimeoutException.Clock;
import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.Evidence;
import digital.memu.inference.route.Priority;
import digital.memu.inference.route.Tier;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One attempt on one backend: tells its member what it learnt, and its dispatch how it ended, once. */
final class Trial<T> implements Watch.Charge {

    private final Dispatch<T> dispatch;
    private final Candidate candidate;
    private final long started;
    private final Watch watch;
    private final AtomicBoolean over = new AtomicBoolean();
    /** It has begun to answer, or another one is to answer instead of it: whichever is first. */
    private final AtomicBoolean decided = new AtomicBoolean();

    private volatile CallContext context;
    private volatile boolean holdsPlace;
    private volatile boolean cancelled;
    private volatile @Nullable Duration firstEvent;
    private volatile @Nullable InferenceException condemned;
    private volatile @Nullable Runnable ifCold;
    private volatile boolean released;
    private Loads.@Nullable Load load;
    private @Nullable InferenceException learnt;

    Trial(Dispatch<T> dispatch, Candidate candidate, CallContext context) {
        this.dispatch = dispatch;
        this.candidate = candidate;
        this.context = context;
        this.started = now();
        boolean streamed = dispatch.capability().equals(Capability.CHAT);
        this.watch = new Watch(
                candidate.member(),
                streamed ? candidate.model() : null,
                context.timeouts(),
                dispatch.engine().inquiry(),
                dispatch.engine().time(),
                this);
        dispatch.whole().onCancel(this::cancel);
    }

    /** Takes a place on the backend, waiting for one as long as that; false if there was none. */
    boolean enter(Priority priority, Duration wait) {
        holdsPlace = candidate.member().places().enter(priority, wait, dispatch.whole()::onCancel);
        return holdsPlace;
    }

    /** The backend's own form of the capability, bound to this attempt. */
    T target() {
        return member().backend().bind(dispatch.capability(), context);
    }

    /** Makes the attempt anew on the same backend, which has done nothing wrong: what ran before is cancelled. */
    void renew() {
        CallContext old = context;
        context = new CallContext(old.time(), old.timeouts(), old.zones(), old.deadline(), true, old.headers());
        old.cancel();
        if (cancelled) {
            context.cancel();
        }
    }

    Member member() {
        return candidate.member();
    }

    CallContext context() {
        return context;
    }

    @Nullable
    String model() {
        return candidate.model();
    }

    String backend() {
        return member().name();
    }

    /** The model has to be loaded first, which is under way. */
    void awaits(Loads.Load running) {
        load = running;
    }

    /** Should it turn out that the model is not loaded, another backend is to answer, and this to see to the load. */
    void ifCold(Runnable begin) {
        ifCold = begin;
    }

    /** What has to be loaded first; null when nothing has. */
    Loads.@Nullable Load load() {
        return load;
    }

    CallContext whole() {
        return dispatch.whole();
    }

    /** What is left of the time for the whole request; null means no limit. */
    @Nullable
    Duration left() {
        return dispatch.left();
    }

    /** Ends the request when its caller has given up or its time is over. */
    void check() {
        dispatch.check();
    }

    Duration since(long begun) {
        return Duration.ofNanos(now() - begun);
    }

    /** The attempt fails with its load, of which the backend's health has learnt already. */
    InferenceException notLoaded(InferenceException failure) {
        learnt = failure;
        return failure;
    }

    /** The caller waits for the server. */
    void waits() {
        watch.waits();
    }

    /** A part of an answer came: the backend lives, whatever happens next. */
    void event() {
        watch.event();
        if (firstEvent == null) {
            if (!decided.compareAndSet(false, true)) {
                throw new InferenceCancelledException("Another backend answers already");
            }
            firstEvent = sinceStart();
            member().learn(new Event.Answered(candidate.model()));
            warm();
        }
    }

    private void warm() {
        if (candidate.model() != null) {
            member().warmModels().answered(candidate.model(), now());
        }
    }

    /** A photo is; vectors come in batches of any length, and of a third party's work nothing is known. */
    @Override
    public boolean isBrief() {
        return dispatch.capability().equals(Capability.PHOTOS);
    }

    @Override
    public boolean othersLeft() {
        return dispatch.othersLeft();
    }

    @Override
    public boolean release() {
        Runnable begin = ifCold;
        if (begin == null || !decided.compareAndSet(false, true)) {
            return false;
        }
        released = true;
        // First, since hanging up aborts a load for all who wait for it: the next one begins after that.
        cancel();
        begin.run();
        return true;
    }

    @Override
    public void condemn(InferenceException e) {
        condemned = e;
        context.cancel();
    }

    /** The failure that counts: when the watch ended the attempt, what the caller met is only the consequence. */
    InferenceException verdictOn(InferenceException met) {
        InferenceException told = condemned;
        if (told == null || told == met) {
            return met;
        }
        condemned = null;
        told.addSuppressed(met);
        return told;
    }

    void served() {
        if (ends()) {
            member().served(dispatch.capability(), candidate.model());
            // Not every answer comes in parts, each a sign of life.
            member().pulse().beat(now());
            warm();
            dispatch.finished(Attempt.served(backend(), tier(), candidate.model(), firstEvent, sinceStart()));
        }
    }

    /** Records the failure, and throws it on when it is the request's own. */
    void failed(InferenceException e) {
        context.cancel();
        if (released) {
            movedOn();
        } else if (ends(isLeftRunning(e))) {
            if (e != learnt) {
                member().failed(dispatch.capability(), candidate.model(), e);
            }
            dispatch.failed(candidate, attempt(e.evidence(), e.what()), e);
        }
    }

    /** The model is being loaded, which is no failure: it may still serve the request if nobody else does. */
    private void movedOn() {
        if (ends(true)) {
            dispatch.movedOn(candidate, attempt(Evidence.NONE, "loading " + candidate.model()));
        }
    }

    /** The request ended here without an answer, and without a word about the backend. */
    void givenUp(String why) {
        context.cancel();
        if (ends(true)) {
            dispatch.finished(attempt(Evidence.NONE, why));
        }
    }

    /** The attempt does not begin. */
    void passedOver(String why) {
        context.cancel();
        if (ends()) {
            dispatch.skipped(candidate, why);
        }
    }

    private Attempt attempt(Evidence evidence, String why) {
        return Attempt.failed(backend(), tier(), candidate.model(), evidence, why, firstEvent, sinceStart());
    }

    private boolean ends() {
        return ends(false);
    }

    /** The end, once; {@code givenUp} if the server does not know of it. */
    private boolean ends(boolean givenUp) {
        if (!over.compareAndSet(false, true)) {
            return false;
        }
        watch.end();
        if (holdsPlace) {
            member().places().leave(givenUp ? member().backend().runsOn(sinceStart()) : Duration.ZERO);
        }
        return true;
    }

    /** A request that did not arrive whole is not begun. */
    private static boolean isLeftRunning(InferenceException e) {
        return e instanceof InferenceCancelledException
                || (e instanceof InferenceTimeoutException timeout
                        && timeout.clock() != Clock.LIVENESS
                        && timeout.clock() != Clock.UPLOAD);
    }

    /** The failure just recorded is the request's last word, though others could have been asked. */
    void endsTheRequest() {
        dispatch.ends();
    }

    void promptTruncated(String model) {
        dispatch.engine().listener().promptTruncated(backend(), model);
    }

    void tookOverFrom(String dead) {
        dispatch.engine().listener().rescued(dispatch.capability().name(), dead, backend());
    }

    /** Frees whoever waits for this attempt; from any thread. */
    void cancel() {
        cancelled = true;
        context.cancel();
    }

    private Tier tier() {
        return member().backend().tier();
    }

    private long now() {
        return dispatch.engine().time().nanoTime();
    }

    private Duration sinceStart() {
        return Duration.ofNanos(now() - started);
    }
}
