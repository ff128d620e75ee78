package digital.memu.inference.health;

import digital.memu.inference.route.SafeText;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a server's graphics card, by evidence only: nobody guesses a card from memory or speed. Immutable and
 * thread-safe.
 */
public final class GpuEvidence {

    /** How good the evidence is; the best that there is counts. */
    public enum Level {
        /** A source names the card. */
        NAMED,
        /** At least a part of a loaded model lies in the memory of a card. */
        IN_USE,
        /** It was measured, and is clearly faster than this device. */
        FAST,
        /** Connected, and nothing more is known. */
        UNKNOWN
    }

    private static final GpuEvidence NOTHING = new GpuEvidence(List.of(), "", null, null, null);
    private static final int MOST_CARDS = 8;

    /** Less than this may be chance. */
    private static final double CLEARLY_FASTER = 1.5;

    private final List<String> names;
    private final String source;
    private final @Nullable Double share;
    private final @Nullable Double tokensPerSecond;
    private final @Nullable Double timesAsFast;

    private GpuEvidence(
            List<String> names,
            String source,
            @Nullable Double share,
            @Nullable Double tokensPerSecond,
            @Nullable Double timesAsFast) {
        this.names = names;
        this.source = source;
        this.share = share;
        this.tokensPerSecond = tokensPerSecond;
        this.timesAsFast = timesAsFast;
    }

    /** Nothing is known. */
    public static GpuEvidence unknown() {
        return NOTHING;
    }

    /** With cards that a source names; the first eight, fit to be shown. No names change nothing. */
    public GpuEvidence named(List<String> cards, String from) {
        return cards.isEmpty()
                ? this
                : new GpuEvidence(
                        cards.stream().limit(MOST_CARDS).map(SafeText::of).toList(),
                        SafeText.of(from),
                        share,
                        tokensPerSecond,
                        timesAsFast);
    }

    /** With how much of a loaded model lies in a card's memory, from 0 to 1. */
    public GpuEvidence inUse(double shareOfModel) {
        return new GpuEvidence(names, source, shareOfModel, tokensPerSecond, timesAsFast);
    }

    /** With a measured speed. */
    public GpuEvidence measured(double speed) {
        return new GpuEvidence(names, source, share, speed, timesAsFast);
    }

    /** With the measured speed compared to this device's own; the same where nothing was measured. */
    public GpuEvidence comparedWith(double own) {
        return tokensPerSecond == null || own <= 0
                ? this
                : new GpuEvidence(names, source, share, tokensPerSecond, tokensPerSecond / own);
    }

    /** The best evidence that there is. */
    public Level level() {
        if (!names.isEmpty()) {
            return Level.NAMED;
        }
        if (share != null && share > 0) {
            return Level.IN_USE;
        }
        return timesAsFast != null && timesAsFast >= CLEARLY_FASTER ? Level.FAST : Level.UNKNOWN;
    }

    /** The cards, as the source names them; empty where none does. */
    public List<String> names() {
        return names;
    }

    /** Who names the cards; empty where nobody does. */
    public String source() {
        return source;
    }

    /** How much of a loaded model lies in a card's memory, from 0 to 1. */
    public OptionalDouble share() {
        return optional(share);
    }

    /** Tokens per second as measured. */
    public OptionalDouble tokensPerSecond() {
        return optional(tokensPerSecond);
    }

    /** How many times as fast as this device. */
    public OptionalDouble timesAsFast() {
        return optional(timesAsFast);
    }

    private static OptionalDouble optional(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    @Override
    public String toString() {
        return level() + (names.isEmpty() ? "" : " " + names);
    }
}
