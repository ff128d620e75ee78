package digital.memu.inference.internal.http;

import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.InferenceTimeoutException.Clock;
import digital.memu.inference.route.Timeouts;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

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
    private @Nullable RequestBody fetched;
    private long wordsUntil = Long.MAX_VALUE;

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

    /** The next piece is being fetched from where it lies, which may take its time; null once it is here. */
    void fetching(@Nullable RequestBody body) {
        call.lock().lock();
        try {
            fetched = body;
        } finally {
            call.lock().unlock();
        }
    }

    /** What was to be sent cannot be read: no fault of the server's. */
    void unreadable(RequestBody body, IOException failure) {
        call.fail(() -> body.unreadable(call.url(), failure));
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

    /** What is still to come are the words of an error: worth a moment, since the status is known. */
    void failing() {
        wordsUntil = call.context().time().nanoTime() + timeouts.probe().toNanos();
    }

    /** The reader begins to wait for bytes; for holders of the call's lock. */
    void reading() {
        long limit = begun ? stall : firstEventLeft;
        if (wordsUntil != Long.MAX_VALUE) {
            limit = Math.min(limit, wordsUntil - call.context().time().nanoTime());
        }
        call.clock().start(limit, this::overdue);
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

    /** Whoever holds the body up is told, the server only where it is the server. */
    private InferenceException notSent() {
        RequestBody body;
        call.lock().lock();
        try {
            body = fetched;
        } finally {
            call.lock().unlock();
        }
        return body == null
                ? new InferenceTimeoutException(Clock.UPLOAD, call.url(), timeouts.upload())
                : body.unreadable(call.url(), new InterruptedIOException("nothing came within " + timeouts.upload()));
    }

    private InferenceException overdue() {
        return switch (phase()) {
            case CONNECTING -> Dialler.timeout(call, connectLimit);
            case SENDING -> notSent();
            case WAITING -> new InferenceTimeoutException(Clock.FIRST_EVENT, call.url(), timeouts.firstEvent());
            case READING ->
                begun
                        ? new InferenceTimeoutException(Clock.STALL, call.url(), timeouts.stall())
                        : new InferenceTimeoutException(Clock.FIRST_EVENT, call.url(), timeouts.firstEvent());
        };
    }
}
