package digital.memu.inference.internal.http;

import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.InferenceTimeoutException.Clock;
import digital.memu.inference.failure.RequestRejectedException;
import digital.memu.inference.route.Timeouts;
import java.io.IOException;
import java.time.Duration;

/** Which phase an exchange is in, each with its own limit: connecting, sending, waiting for the head, reading. */
final class Phases {

    private enum Phase {
        CONNECTING,
        SENDING,
        WAITING,
        READING
    }

    private final Call call;
    private final Timeouts timeouts;
    private final long stall;
    private Phase phase = Phase.CONNECTING; // guarded by the call's lock
    private long firstEventLeft;
    private Duration connectLimit = Duration.ZERO;
    private boolean begun;

    Phases(Call call) {
        this.call = call;
        this.timeouts = call.context().timeouts();
        this.stall = timeouts.stall().toNanos();
        this.firstEventLeft = timeouts.firstEvent().toNanos();
    }

    /** A body will be sent once the client has connected, for which it has this long. */
    void connecting(Duration limit) {
        connectLimit = limit;
        enter(Phase.CONNECTING, limit.toNanos(), Phase.CONNECTING);
    }

    /** There is nothing to send, so that only the answer tells that the client has connected. */
    void waiting() {
        enter(Phase.CONNECTING, firstEventLeft, Phase.WAITING);
    }

    /** The client has connected. */
    void connected() {
        enter(Phase.CONNECTING, timeouts.upload().toNanos(), Phase.SENDING);
    }

    /** A piece of the body was passed on. */
    void uploading() {
        enter(Phase.SENDING, timeouts.upload().toNanos(), Phase.SENDING);
    }

    /** All of the body was passed on. */
    void uploaded() {
        enter(Phase.SENDING, firstEventLeft, Phase.WAITING);
    }

    /** What was to be sent cannot be read: no fault of the server's. */
    void unreadable(IOException failure) {
        call.fail(() -> new RequestRejectedException(
                call.url(),
                0,
                "the file to be sent could not be read",
                "Was it moved, or changed while it was sent? Send it again",
                failure));
    }

    /** The head of the answer is there; for holders of the call's lock. */
    void answered() {
        long waited = call.clock().stop();
        if (phase == Phase.WAITING) {
            firstEventLeft = Math.max(1, firstEventLeft - waited);
        }
        phase = Phase.READING;
    }

    /** The first bytes of the body are there; for holders of the call's lock. */
    void begun() {
        begun = true;
    }

    /** The reader begins to wait for bytes; for holders of the call's lock. */
    void reading() {
        if (begun) {
            call.clock().start(stall, this::overdue);
        } else {
            call.clock().start(firstEventLeft, this::overdue);
        }
    }

    /** In words, for a message. */
    String words() {
        return switch (phase()) {
            case CONNECTING -> FailureClassifier.CONNECTING;
            case SENDING -> "sending the request";
            case WAITING -> "waiting for the answer";
            case READING -> "reading the answer";
        };
    }

    private Phase phase() {
        call.lock().lock();
        try {
            return phase;
        } finally {
            call.lock().unlock();
        }
    }

    private void enter(Phase from, long limit, Phase to) {
        call.lock().lock();
        try {
            if (phase == from) {
                phase = to;
                call.start(limit, this::overdue);
            }
        } finally {
            call.lock().unlock();
        }
    }

    private InferenceException overdue() {
        return switch (phase()) {
            case CONNECTING -> Dialler.timeout(call, connectLimit);
            case SENDING -> new InferenceTimeoutException(Clock.UPLOAD, call.url(), timeouts.upload());
            case WAITING -> new InferenceTimeoutException(Clock.FIRST_EVENT, call.url(), timeouts.firstEvent());
            case READING ->
                begun
                        ? new InferenceTimeoutException(Clock.STALL, call.url(), timeouts.stall())
                        : new InferenceTimeoutException(Clock.FIRST_EVENT, call.url(), timeouts.firstEvent());
        };
    }
}
