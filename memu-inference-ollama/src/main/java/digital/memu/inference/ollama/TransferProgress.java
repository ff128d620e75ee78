package digital.memu.inference.ollama;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How far a transfer is: one part of the model at a time, so that the numbers begin again with each. Immutable and
 * thread-safe.
 */
public final class TransferProgress {

    private final String status;
    private final String digest;
    private final long total;
    private final long completed;
    private final double speed;

    /** Values below zero are not known. */
    TransferProgress(String status, String digest, long total, long completed, double speed) {
        this.status = status;
        this.digest = digest;
        this.total = total;
        this.completed = completed;
        this.speed = speed;
    }

    /** What is being done, in the server's words; {@code reading} and {@code sending} of a file are this library's. */
    public String status() {
        return status;
    }

    /** The part's digest, with {@code sha256:} in front. */
    public Optional<String> digest() {
        return Optional.of(digest).filter(text -> !text.isEmpty());
    }

    /** The part's size in bytes. */
    public OptionalLong totalBytes() {
        return total < 0 ? OptionalLong.empty() : OptionalLong.of(total);
    }

    /** How many of them are done, those of an earlier attempt included. */
    public OptionalLong completedBytes() {
        return completed < 0 ? OptionalLong.empty() : OptionalLong.of(completed);
    }

    /** The share of the part that is done, from 0 to 1. */
    public OptionalDouble fraction() {
        return total <= 0 || completed < 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(1, (double) completed / total));
    }

    /** How fast it went in the last seconds; empty before that can be said. */
    public OptionalDouble bytesPerSecond() {
        return speed < 0 ? OptionalDouble.empty() : OptionalDouble.of(speed);
    }

    /** How long the rest of this part takes at that speed. */
    public Optional<Duration> remaining() {
        if (speed <= 0 || total < 0 || completed < 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis((long) (Math.max(0, total - completed) * 1000.0 / speed)));
    }

    /** For logs and simple displays. */
    @Override
    public String toString() {
        @Nullable String share = fraction().isPresent() ? Math.round(fraction().getAsDouble() * 100) + " %" : null;
        return share == null ? status : status + " " + share;
    }
}
