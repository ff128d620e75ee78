package digital.memu.inference.example.wizard.security;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** So many within a minute, over and over. Thread-safe. */
public final class RateLimit {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final int most;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Long> latest = new ArrayDeque<>();

    /** A limit on the machine's clock. */
    public RateLimit(int mostPerMinute) {
        this(mostPerMinute, System::nanoTime);
    }

    RateLimit(int mostPerMinute, LongSupplier nanoTime) {
        this.most = mostPerMinute;
        this.nanoTime = nanoTime;
    }

    /**
     * Takes one.
     *
     * @throws Exceeded if there is none left for now
     */
    public void take() {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            while (!latest.isEmpty() && now - latest.getFirst() >= MINUTE) {
                latest.removeFirst();
            }
            if (latest.size() >= most) {
                long left = MINUTE - (now - latest.getFirst());
                throw new Exceeded(Math.max(1, Duration.ofNanos(left).toSeconds() + 1));
            }
            latest.addLast(now);
        } finally {
            lock.unlock();
        }
    }

    /** There were too many. */
    public static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final long seconds;

        Exceeded(long seconds) {
            super("too many within a minute", null, false, false);
            this.seconds = seconds;
        }

        /** After how many seconds there is one again. */
        public long seconds() {
            return seconds;
        }
    }
}
