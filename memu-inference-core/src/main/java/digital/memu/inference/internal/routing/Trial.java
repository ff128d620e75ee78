package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.Backend;
import digital.memu.inference.backend.CallContext;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.Evidence;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One attempt on one backend: tells its member what it learnt, and its dispatch how it ended, once. */
final class Trial<T> {

    private final Dispatch<T> dispatch;
    private final Candidate candidate;
    private final CallContext context;
    private final long started;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable Duration firstEvent;

    Trial(Dispatch<T> dispatch, Candidate candidate, CallContext context) {
        this.dispatch = dispatch;
        this.candidate = candidate;
        this.context = context;
        this.started = now();
    }

    /** The backend's own form of the capability, bound to this attempt. */
    T target() {
        return candidate.member().backend().bind(dispatch.capability(), context);
    }

    String backend() {
        return candidate.member().backend().name();
    }

    /** The first event came: the backend lives, whatever happens next. */
    void firstEvent() {
        firstEvent = sinceStart();
        candidate.member().answering(now());
    }

    void served() {
        if (over.compareAndSet(false, true)) {
            candidate.member().succeeded(dispatch.capability(), now());
            Backend backend = candidate.member().backend();
            dispatch.finished(
                    Attempt.served(backend.name(), backend.tier(), candidate.model(), firstEvent, sinceStart()));
        }
    }

    /** Records the failure, and throws it on when it is the request's own. */
    void failed(InferenceException e) {
        context.cancel();
        if (over.compareAndSet(false, true)) {
            candidate.member().failed(dispatch.capability(), e, now());
            Backend backend = candidate.member().backend();
            String reason = e.what();
            dispatch.failed(
                    Attempt.failed(
                            backend.name(),
                            backend.tier(),
                            candidate.model(),
                            e.evidence(),
                            reason,
                            firstEvent,
                            sinceStart()),
                    e);
        }
    }

    /** The request ended here without an answer, and without a word about the backend. */
    void givenUp(String why) {
        context.cancel();
        if (over.compareAndSet(false, true)) {
            Backend backend = candidate.member().backend();
            dispatch.finished(Attempt.failed(
                    backend.name(), backend.tier(), candidate.model(), Evidence.NONE, why, firstEvent, sinceStart()));
        }
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
        context.cancel();
    }

    private long now() {
        return dispatch.engine().time().nanoTime();
    }

    private Duration sinceStart() {
        return Duration.ofNanos(now() - started);
    }
}
