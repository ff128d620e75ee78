package digital.memu.inference.ollama;

import digital.memu.inference.backend.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How fast the part of a model goes that is under way; for one thread. */
final class Pace {

    private static final long WINDOW = Duration.ofSeconds(5).toNanos();
    private static final long STEP = Duration.ofMillis(50).toNanos();

    private final TimeSource time;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private String part = "";

    Pace(TimeSource time) {
        this.time = time;
    }

    /** A step of a transfer, seen now. */
    TransferProgress progress(String status, String digest, long total, long completed) {
        return new TransferProgress(status, digest, total, completed, completed < 0 ? -1 : speed(status, completed));
    }

    /** What an earlier attempt has fetched does not count: the first sample of a part is its zero. */
    private double speed(String next, long completed) {
        if (!next.equals(part)) {
            part = next;
            samples.clear();
        }
        long now = time.nanoTime();
        Sample latest = samples.peekLast();
        if (latest == null || now - latest.at >= STEP) {
            samples.add(new Sample(now, completed));
        }
        while (samples.size() > 2 && now - samples.getFirst().at > WINDOW) {
            samples.removeFirst();
        }
        Sample first = samples.getFirst();
        return now == first.at ? -1 : Math.max(0, completed - first.completed) * 1e9 / (now - first.at);
    }

    private record Sample(long at, long completed) {}
}
