package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.backend.Warmth;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.InferenceTimeoutException.Clock;
import digital.memu.inference.route.Timeouts;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Watches one attempt while its caller waits for the server: silence makes the server suspect, its metadata decides.
 *
 * <p>Silent to both: dead, at once. Answering: slow, busy or loading, and left alone up to the ceilings that the transport
 * keeps, or, for a loaded model with nothing else of ours to do, up to the shorter one for a warm first event. Where no look
 * tells what is loaded, whoever has answered to nothing for that long is given up too. Thread-safe.
 */
final class Watch {

    private static final long NOT_WAITING = Long.MIN_VALUE;

    /** Another answer that wrote this recently shows that the server works, if not on ours. */
    private static final Duration AT_WORK = Duration.ofSeconds(5);

    private final Member member;
    private final @Nullable String model;
    private final Timeouts timeouts;
    private final Inquiry inquiry;
    private final TimeSource time;
    private final Charge charge;
    private volatile long waitingSince = NOT_WAITING;
    private volatile boolean begun;
    private volatile boolean over;
    private volatile TimeSource.@Nullable Timer timer;
    /** Only what follows from an inquiry changes these two, one after the other. */
    private volatile long warmSince = NOT_WAITING;

    private volatile boolean loading;

    /**
     * Begins when {@link #waits()} is called first.
     *
     * @param model the model whose first event may come late because it is loaded first; null where that is of no interest
     * @param charge whose attempt it is
     */
    Watch(Member member, @Nullable String model, Timeouts timeouts, Inquiry inquiry, TimeSource time, Charge charge) {
        this.member = member;
        this.model = model;
        this.timeouts = timeouts;
        this.inquiry = inquiry;
        this.time = time;
        this.charge = charge;
    }

    /** The caller waits for the server from now on. */
    void waits() {
        waitingSince = time.nanoTime();
        if (timer == null && !over) {
            member.watches().add(this);
            member.pulse().begins(waitingSince);
            schedule(timeouts.suspect());
            if (over) {
                member.watches().remove(this);
            }
        }
    }

    /** A part of the answer came; the caller is busy with it. */
    void event() {
        long now = time.nanoTime();
        long since = waitingSince;
        waitingSince = NOT_WAITING;
        if (begun && since != NOT_WAITING) {
            member.gaps().add(now - since);
        }
        begun = true;
        member.pulse().beat(now);
    }

    /** The attempt is over. */
    void end() {
        over = true;
        member.watches().remove(this);
        TimeSource.Timer pending = timer;
        if (pending != null) {
            pending.cancel();
        }
        if (loading && model != null) {
            member.learn(new Event.LoadEnded(model));
        }
    }

    /** An inquiry, begun at this moment, found the server dead: so it is for every answer that has been silent since. */
    void died(long inquiryBegun) {
        long since = waitingSince;
        if (!over && since != NOT_WAITING && since - inquiryBegun <= 0) {
            Duration silence = Duration.ofNanos(time.nanoTime() - since);
            charge.condemn(new InferenceTimeoutException(
                    Clock.LIVENESS, member.backend().address(), silence));
        }
    }

    private void schedule(Duration delay) {
        TimeSource.Timer next = time.schedule(delay, this::check);
        timer = next;
        if (over) {
            next.cancel();
        }
    }

    /** On the clock's thread. */
    private void check() {
        if (over) {
            return;
        }
        long since = waitingSince;
        long now = time.nanoTime();
        Duration patience = begun ? member.gaps().patience(timeouts.suspect()) : timeouts.suspect();
        long left = since == NOT_WAITING ? patience.toNanos() : patience.toNanos() - (now - since);
        if (left > 0) {
            schedule(Duration.ofNanos(left));
        } else {
            CompletableFuture<Void> unused =
                    inquiry.about(member).thenAcceptAsync(verdict -> heard(since, verdict), inquiry.background());
        }
    }

    /** On a thread that may block. */
    private void heard(long since, Inquiry.Verdict verdict) {
        if (over) {
            return;
        }
        if (waitingSince == since) {
            if (!verdict.alive()) {
                member.learn(new Event.Gone("silent, also to a question on another connection"));
                member.watches().forEach(watch -> watch.died(verdict.begun()));
                died(since);
                return;
            }
            if (!begun && charge.isBrief()) {
                silent(since);
            } else if (!begun && model != null) {
                CompletableFuture<Void> unused = inquiry.warmth(member, model).thenAccept(warmth -> {
                    firstEvent(since, model, warmth);
                    again();
                });
                return;
            }
        }
        again();
    }

    private void again() {
        if (!over) {
            schedule(timeouts.suspect());
        }
    }

    /** It lives, and has not begun to answer. */
    private void firstEvent(long since, String expected, Warmth warmth) {
        long now = time.nanoTime();
        if (warmth == Warmth.COLD && !over) {
            warmSince = NOT_WAITING;
            loading = false;
            if (charge.othersLeft() && charge.release()) {
                // Whoever has it loaded from now on tells of it.
                return;
            }
            loading = true;
            member.learn(new Event.LoadBegan(expected));
            if (over) {
                // It ended in between, and could not know of this.
                member.learn(new Event.LoadEnded(expected));
            }
        } else if (warmth == Warmth.WARM) {
            if (warmSince == NOT_WAITING) {
                // The load may have ended just now: what was waited for it does not count.
                warmSince = loading ? now : since;
            }
            boolean atWork = member.pulse().beatWithin(AT_WORK, now);
            if (now - warmSince >= timeouts.warmFirstEvent().toNanos() && !atWork) {
                tooLate();
            }
        }
    }

    /** It may be loading or frozen, which cannot be told apart; as long as it answers others of ours it is neither. */
    private void silent(long since) {
        long now = time.nanoTime();
        Duration limit = timeouts.warmFirstEvent();
        if (now - since >= limit.toNanos() && !member.pulse().beatWithin(limit, now)) {
            tooLate();
        }
    }

    private void tooLate() {
        if (charge.othersLeft() && !over) {
            charge.condemn(new InferenceTimeoutException(
                    Clock.FIRST_EVENT, member.backend().address(), timeouts.warmFirstEvent()));
        }
    }

    /** Whoever makes the attempt. */
    interface Charge {

        /** Frees the caller, with this failure. */
        void condemn(InferenceException failure);

        /** Whether its work is done in less time than a first event may take, with all that may come before it. */
        default boolean isBrief() {
            return false;
        }

        /** Whether another backend could serve. */
        default boolean othersLeft() {
            return false;
        }

        /** Lets another backend answer while the model is loaded here; false where that is not wanted, or too late. */
        default boolean release() {
            return false;
        }
    }
}
