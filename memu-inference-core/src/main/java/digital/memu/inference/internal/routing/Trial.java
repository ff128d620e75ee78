package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.Backend;
import digital.memu.inference.backend.CallContext;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.route.Attempt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One attempt on one backend: tells its member what it learnt, and its dispatch how it ended. */
final class Trial<T> {

    private final Dispatch<T> dispatch;
    private final Candidate candidate;
    private final CallContext context;
    private final long started;
    private @Nullable Duration firstEvent;

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
    }

    void served() {
        candidate.member().succeeded(dispatch.capability(), now());
        Backend backend = candidate.member().backend();
        dispatch.served(Attempt.served(backend.name(), backend.tier(), candidate.model(), firstEvent, sinceStart()));
    }

    /** Records the failure, and throws it on when it is the request's own. */
    void failed(InferenceException e) {
        context.cancel();
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
