package digital.memu.inference.example.bot.matrix;

import digital.memu.inference.failure.InferenceCancelledException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Waits between tries, longer from one to the next, until the bot ends. For one thread. */
final class Patience {

    private static final long FIRST_MILLIS = 1000;

    /** However soon the homeserver says that it can take more: it may say so every time. */
    private static final Duration LEAST = Duration.ofMillis(250);

    private static final int MOST_DOUBLINGS = 6;

    private final CountDownLatch end;
    private int failures;

    Patience(CountDownLatch end) {
        this.end = end;
    }

    /** Waits after a failure: as long as the homeserver wants, or 1 s, 2 s and so on to about a minute. */
    void after(MatrixException failure) {
        pause(next(failure));
    }

    Duration next(MatrixException failure) {
        long backOff = FIRST_MILLIS << Math.min(failures++, MOST_DOUBLINGS);
        long jitter = ThreadLocalRandom.current().nextLong(backOff / 2 + 1);
        Duration wanted = failure.retryAfter().orElse(Duration.ofMillis(backOff * 3 / 4 + jitter));
        return wanted.compareTo(LEAST) < 0 ? LEAST : wanted;
    }

    /** It went well: the next failure is the first one again. */
    void reset() {
        failures = 0;
    }

    /** Waits that long. */
    void pause(Duration time) {
        try {
            if (end.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new InferenceCancelledException("the bot ends");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceCancelledException("the bot ends");
        }
    }
}
