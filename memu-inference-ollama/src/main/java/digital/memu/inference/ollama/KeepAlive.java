package digital.memu.inference.ollama;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * How long a server keeps a model in memory after the last request; the last request's word counts for everybody.
 *
 * <p>Only forms that every server understands can be made: texts such as {@code "-1"} or {@code "1d"}, which servers
 * refuse, cannot. Immutable and thread-safe.
 */
public final class KeepAlive {

    /** Go counts nanoseconds in 63 bits; beyond that a server would refuse the number. */
    private static final Duration LONGEST = Duration.ofDays(365 * 250L);

    private final Number seconds;

    private KeepAlive(Number seconds) {
        this.seconds = seconds;
    }

    /**
     * For this long.
     *
     * @throws IllegalArgumentException if it is negative; use {@link #forever()} for no end
     */
    public static KeepAlive of(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("Keep-alive " + time + " is negative; use forever() or unloadNow()");
        }
        if (time.compareTo(LONGEST) > 0) {
            return forever();
        }
        return time.toNanosPart() == 0
                ? new KeepAlive(time.toSeconds())
                : new KeepAlive(BigDecimal.valueOf(time.toNanos(), 9).stripTrailingZeros());
    }

    /** Until the server ends or somebody unloads it: the machine's memory stays taken. */
    public static KeepAlive forever() {
        return new KeepAlive(-1L);
    }

    /** Not at all: unloaded as soon as the request has been answered. */
    public static KeepAlive unloadNow() {
        return new KeepAlive(0L);
    }

    /** Seconds as they go on the wire; negative means for ever. */
    Number seconds() {
        return seconds;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeepAlive that && seconds.equals(that.seconds);
    }

    @Override
    public int hashCode() {
        return seconds.hashCode();
    }

    @Override
    public String toString() {
        return seconds.longValue() < 0 ? "forever" : seconds + " s";
    }
}
