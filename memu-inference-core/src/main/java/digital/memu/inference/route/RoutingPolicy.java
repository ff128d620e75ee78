package digital.memu.inference.route;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which a router chooses and gives up.
 *
 * <p>Defaults: external before local, in the order of configuration; fall-back allowed; zones THIS_DEVICE, LAN and
 * TAILNET; {@link Rescue#CONTINUE}; {@link ColdStart#ANSWER_LOCALLY_MEANWHILE}; at most 64 calls on one backend at a time,
 * of which a further one waits 2 s for a place where another backend could serve it; a context of 4096 tokens on every backend where there are several; {@link
 * VectorTrust#SAME_MODEL}; {@link Timeouts#defaults()}. Immutable and thread-safe.
 */
public final class RoutingPolicy {

    private static final RoutingPolicy DEFAULTS = builder().build();

    private final Timeouts timeouts;
    private final Rescue rescue;
    private final ColdStart coldStart;
    private final int concurrency;
    private final Duration placeWait;
    private final Set<Zone> zones;
    private final boolean fallback;
    private final @Nullable Integer contextLength;
    private final String switchedOff;
    private final VectorTrust vectorTrust;

    private RoutingPolicy(Builder builder) {
        this.timeouts = builder.timeouts;
        this.rescue = builder.rescue;
        this.coldStart = builder.coldStart;
        this.concurrency = builder.concurrency;
        this.placeWait = builder.placeWait;
        this.zones = Set.copyOf(builder.zones);
        this.fallback = builder.fallback;
        this.contextLength = builder.contextLength;
        this.switchedOff = builder.switchedOff;
        this.vectorTrust = builder.vectorTrust;
    }

    /** The defaults listed above. */
    public static RoutingPolicy defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** The clocks of a request. */
    public Timeouts timeouts() {
        return timeouts;
    }

    /** What happens when a server dies in mid-answer. */
    public Rescue rescue() {
        return rescue;
    }

    /** What a chat does when the preferred server would have to load the model first. */
    public ColdStart coldStart() {
        return coldStart;
    }

    /** How many calls may run on one backend at a time. */
    public int concurrency() {
        return concurrency;
    }

    /** How long a call waits for a place on a backend when another backend could serve it. */
    public Duration placeWait() {
        return placeWait;
    }

    /** Where a request may go; anything else is refused before a byte is sent. */
    public Set<Zone> zones() {
        return zones;
    }

    /** Whether local backends may stand in for external ones. */
    public boolean fallback() {
        return fallback;
    }

    /** Why nobody is asked at all, in words; empty in ordinary times. */
    public String switchedOff() {
        return switchedOff;
    }

    /** When a photo's or a text's vector may come from another server than the preferred one. */
    public VectorTrust vectorTrust() {
        return vectorTrust;
    }

    /** The context asked for where a request says nothing and there are several backends; empty leaves it to each server. */
    public OptionalInt contextLength() {
        return contextLength == null ? OptionalInt.empty() : OptionalInt.of(contextLength);
    }

    /** The stricter of these rules and the given ones. */
    RoutingPolicy tightened(
            Timeouts limits,
            @Nullable Rescue otherRescue,
            @Nullable ColdStart otherColdStart,
            @Nullable VectorTrust otherTrust,
            @Nullable Duration otherPlaceWait,
            @Nullable Set<Zone> within) {
        Builder builder = new Builder();
        builder.timeouts = timeouts.tightened(limits);
        builder.rescue = otherRescue == null ? rescue : otherRescue;
        builder.coldStart = otherColdStart == null ? coldStart : otherColdStart;
        builder.concurrency = concurrency;
        builder.placeWait =
                otherPlaceWait == null || otherPlaceWait.compareTo(placeWait) > 0 ? placeWait : otherPlaceWait;
        builder.fallback = fallback;
        builder.contextLength = contextLength;
        builder.switchedOff = switchedOff;
        builder.vectorTrust = otherTrust == null ? vectorTrust : otherTrust;
        builder.zones.clear();
        builder.zones.addAll(zones);
        if (within != null) {
            builder.zones.retainAll(within);
        }
        return builder.build();
    }

    /** Collects the rules; not thread-safe. */
    public static final class Builder {
        private Timeouts timeouts = Timeouts.defaults();
        private Rescue rescue = Rescue.CONTINUE;
        private ColdStart coldStart = ColdStart.ANSWER_LOCALLY_MEANWHILE;
        private int concurrency = 64;
        private Duration placeWait = Duration.ofSeconds(2);
        private final EnumSet<Zone> zones = EnumSet.of(Zone.THIS_DEVICE, Zone.LAN, Zone.TAILNET);
        private boolean fallback = true;
        private @Nullable Integer contextLength = 4096;
        private String switchedOff = "";
        private VectorTrust vectorTrust = VectorTrust.SAME_MODEL;

        private Builder() {}

        /** Changes the clocks, starting from those set so far. */
        public Builder timeouts(UnaryOperator<Timeouts.Builder> change) {
            this.timeouts = change.apply(timeouts.toBuilder()).build();
            return this;
        }

        /** What happens when a server dies in mid-answer; default {@link Rescue#CONTINUE}. */
        public Builder rescue(Rescue rescue) {
            this.rescue = Objects.requireNonNull(rescue);
            return this;
        }

        /** What a chat does when the preferred server would have to load; default answer locally meanwhile. */
        public Builder coldStart(ColdStart coldStart) {
            this.coldStart = Objects.requireNonNull(coldStart);
            return this;
        }

        /**
         * How many calls may run on one backend at a time, so that a slow one does not take every caller's thread; default
         * 64.
         *
         * @param placeWait how long a further call waits for a place when another backend could serve it, default 2 s, zero
         *     means not at all; where there is no other it waits as long as for a first event
         * @throws IllegalArgumentException if there is no place at all, or the wait is negative
         */
        public Builder concurrency(int calls, Duration placeWait) {
            if (calls < 1 || placeWait.isNegative()) {
                throw new IllegalArgumentException("concurrency(" + calls + ", " + placeWait
                        + ") serves nobody: at least one call, and a wait of zero or more");
            }
            this.concurrency = calls;
            this.placeWait = placeWait;
            return this;
        }

        /** Allows public addresses and cloud models; default false: nothing leaves the house. */
        public Builder allowInternet(boolean allowed) {
            if (allowed) {
                zones.add(Zone.INTERNET);
            } else {
                zones.remove(Zone.INTERNET);
            }
            return this;
        }

        /** Whether local backends may stand in for external ones; default true. Ignored where no external one is set. */
        public Builder fallback(boolean allowed) {
            this.fallback = allowed;
            return this;
        }

        /**
         * The context, in tokens, for requests that say nothing; default 4096.
         *
         * <p>Servers choose by their memory (Ollama: 4096, 32768 or 262144), so that a prompt that fits one would be cut
         * silently by the next. Used only where there are several backends to choose from.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder contextLength(int tokens) {
            if (tokens < 1) {
                throw new IllegalArgumentException(
                        "A context of " + tokens + " tokens holds nothing; the usual is 4096");
            }
            this.contextLength = tokens;
            return this;
        }

        /** Leaves the context to each server, also where a fall-back may then cut the prompt. */
        public Builder serverContextLength() {
            this.contextLength = null;
            return this;
        }

        /** When vectors may come from another server than the preferred one; default {@link VectorTrust#SAME_MODEL}. */
        public Builder vectorTrust(VectorTrust trust) {
            this.vectorTrust = Objects.requireNonNull(trust);
            return this;
        }

        /** Asks nobody, and lets every request fail at once with this reason; an empty one changes nothing. */
        public Builder switchedOff(String why) {
            this.switchedOff = Objects.requireNonNull(why);
            return this;
        }

        /** The policy. */
        public RoutingPolicy build() {
            return new RoutingPolicy(this);
        }
    }
}
