package digital.memu.inference.example.wizard.pull;

import digital.memu.inference.ollama.TransferProgress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** How far a download is, over all the parts that were named so far. Thread-safe. */
public final class Progress {

    /** No model has as many. */
    private static final int MOST_PARTS = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, long[]> parts = new LinkedHashMap<>();
    private double speed;

    void add(TransferProgress step) {
        lock.lock();
        try {
            String digest = step.digest().orElse("");
            boolean known = parts.containsKey(digest) || parts.size() < MOST_PARTS;
            if (!digest.isEmpty() && step.totalBytes().isPresent() && known) {
                parts.put(digest, new long[] {
                    step.completedBytes().orElse(0), step.totalBytes().getAsLong()
                });
            }
            speed = step.bytesPerSecond().orElse(speed);
        } finally {
            lock.unlock();
        }
    }

    /** This moment. */
    public Snapshot now() {
        lock.lock();
        try {
            long done = parts.values().stream().mapToLong(part -> part[0]).sum();
            long total = parts.values().stream().mapToLong(part -> part[1]).sum();
            return new Snapshot(Math.min(done, total), total, speed);
        } finally {
            lock.unlock();
        }
    }

    /**
     * A moment of a download.
     *
     * @param done bytes
     * @param total bytes of the parts that were named; 0 while none was
     * @param speed in bytes per second; 0 while nobody knows
     */
    public record Snapshot(long done, long total, double speed) {

        /** From 0 to 100; 0 while nobody knows. */
        public int percent() {
            return total <= 0 ? 0 : (int) (100.0 * done / total);
        }

        /** How long the rest takes at this speed. */
        public Optional<Duration> remaining() {
            return speed <= 0 || total <= 0
                    ? Optional.empty()
                    : Optional.of(Duration.ofSeconds((long) ((total - done) / speed)));
        }
    }
}
