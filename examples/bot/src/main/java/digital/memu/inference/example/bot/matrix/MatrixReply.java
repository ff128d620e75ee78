package digital.memu.inference.example.bot.matrix;

import digital.memu.inference.example.bot.state.Inbox;
import digital.memu.inference.example.bot.talk.Answer;
import digital.memu.inference.example.bot.talk.Message;
import digital.memu.inference.example.bot.talk.Reply;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer in a room: once a second what there is of it, typing meanwhile, and in the end the whole of it exactly once.
 *
 * <p>The inbox is told before anything is seen, and again before the whole answer is sent: whatever moment a crash comes in,
 * the next start knows what may have been seen.
 */
final class MatrixReply implements Reply {

    private static final Logger LOG = LoggerFactory.getLogger(MatrixReply.class);
    private static final Duration TYPING = Duration.ofSeconds(30);
    private static final int BEATS_OF_TYPING = 20;
    private static final long BEAT_MILLIS = 1000;
    private static final long FIRST_BEAT_MILLIS = 200;

    private final Surroundings around;
    private final Message question;
    private final LiveText text;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Answer latest;
    private @Nullable Future<?> heart;
    private int beats;
    private int beatsToRest;
    private boolean remembered;
    private boolean finished;

    MatrixReply(Surroundings around, Inbox.Open open) {
        this.around = around;
        this.question = open.message();
        this.remembered = open.shown();
        this.text = new LiveText(around.homeserver, around.courier, question, open.shown());
    }

    @Override
    public void waiting(int before) {
        latest = Answer.own("⏳ " + (before == 1 ? "1 question" : before + " questions") + " before yours");
        around.pulse.execute(() -> quietly(this::showLatest));
    }

    @Override
    public void begin() {
        lock.lock();
        try {
            heart = around.pulse.scheduleWithFixedDelay(
                    () -> quietly(this::beat), FIRST_BEAT_MILLIS, BEAT_MILLIS, TimeUnit.MILLISECONDS);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void show(String soFar) {
        if (!soFar.isBlank()) {
            latest = Answer.ofModel(soFar);
        }
    }

    /** Typing is renewed, and what is new is shown, but not before a second has gone: short answers come in one piece. */
    private void beat() {
        if (finished) {
            return;
        }
        int beat = beats++;
        if (beat % BEATS_OF_TYPING == 0) {
            typing(TYPING);
        }
        if (beat > 0) {
            showLatest();
        }
    }

    private void typing(@Nullable Duration time) {
        try {
            around.homeserver.typing(question.room(), around.me, time);
        } catch (MatrixException e) {
            LOG.debug("Typing is not shown: {}", e.getMessage());
        }
    }

    private void showLatest() {
        Answer soFar = latest;
        if (finished || soFar == null || beatsToRest-- > 0) {
            return;
        }
        beatsToRest = 0;
        if (!remembered) {
            around.inbox.shown(question.id());
            remembered = true;
        }
        text.show(soFar);
    }

    /** What is only shown on the way may fail: the whole answer follows. */
    private void quietly(Runnable work) {
        lock.lock();
        try {
            work.run();
        } catch (MatrixException e) {
            // Twice as long as it wants, so that the whole answer is not made to wait.
            beatsToRest =
                    e.retryAfter().map(time -> 2 * (int) time.toSeconds() + 1).orElse(1);
            LOG.debug("Not shown: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.debug("Not shown", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void finish(Answer answer) {
        lock.lock();
        try {
            around.inbox.answered(question.id(), answer);
            end();
            text.finish(answer);
            around.inbox.done(question.id());
        } catch (MatrixException e) {
            LOG.warn("An answer could not be delivered: {}", e.getMessage());
            if (!e.isTokenRefused()) {
                around.inbox.done(question.id());
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void drop() {
        lock.lock();
        try {
            end();
            around.inbox.done(question.id());
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        finished = true;
        if (heart != null) {
            heart.cancel(false);
        }
        if (beats > 0) {
            typing(null);
        }
    }
}
