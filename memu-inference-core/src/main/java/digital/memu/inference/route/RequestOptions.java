package digital.memu.inference.route;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one call wants otherwise than the router's policy: limits and zones only stricter, never laxer; rescue as it says.
 *
 * <p>Nothing is set by default. Given by {@code router.with(options)}. Immutable and thread-safe.
 */
public final class RequestOptions {

    private static final RequestOptions NONE = builder().build();

    private final @Nullable Tier tier;
    private final @Nullable String backend;
    private final @Nullable Set<Zone> zones;
    private final @Nullable Duration deadline;
    private final UnaryOperator<Timeouts.Builder> timeouts;
    private final @Nullable Rescue rescue;
    private final @Nullable ColdStart coldStart;
    private final @Nullable VectorTrust vectorTrust;
    private final @Nullable Duration placeWait;
    private final Priority priority;
    private final Map<String, String> models;
    private final Map<String, String> headers;

    private RequestOptions(Builder builder) {
        this.tier = builder.tier;
        this.backend = builder.backend;
        this.zones = builder.zones == null ? null : Set.copyOf(builder.zones);
        this.deadline = builder.deadline;
        this.timeouts = builder.timeouts;
        this.rescue = builder.rescue;
        this.coldStart = builder.coldStart;
        this.vectorTrust = builder.vectorTrust;
        this.placeWait = builder.placeWait;
        this.priority = builder.priority;
        this.models = Map.copyOf(builder.models);
        this.headers = Map.copyOf(builder.headers);
    }

    /** Nothing otherwise. */
    public static RequestOptions none() {
        return NONE;
    }

    /** A builder with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Only backends of this tier. */
    public Optional<Tier> tier() {
        return Optional.ofNullable(tier);
    }

    /** Only the backend of this name. */
    public Optional<String> backend() {
        return Optional.ofNullable(backend);
    }

    /** The limit for the whole call, over all attempts. */
    public Optional<Duration> deadline() {
        return Optional.ofNullable(deadline);
    }

    /** The model to ask the backend of this name for. */
    public Optional<String> model(String backendName) {
        return Optional.ofNullable(models.get(backendName));
    }

    /** Who goes first when a backend has no place left. */
    public Priority priority() {
        return priority;
    }

    /** Headers sent along with this call. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The policy with these wishes: each limit the stricter of the two. */
    public RoutingPolicy applyTo(RoutingPolicy policy) {
        return policy.tightened(
                timeouts.apply(policy.timeouts().toBuilder()).build(),
                rescue,
                coldStart,
                vectorTrust,
                placeWait,
                zones);
    }

    /** What is set, never a header's value. */
    @Override
    public String toString() {
        return "RequestOptions[tier " + tier + ", backend " + backend + ", zones " + zones + ", deadline " + deadline
                + ", rescue " + rescue + ", cold start " + coldStart + ", vector trust " + vectorTrust + ", place wait "
                + placeWait + ", priority "
                + priority + ", models " + models
                + ", headers " + headers.keySet() + "]";
    }

    /** Collects the wishes; not thread-safe. */
    public static final class Builder {
        private @Nullable Tier tier;
        private @Nullable String backend;
        private @Nullable EnumSet<Zone> zones;
        private @Nullable Duration deadline;
        private UnaryOperator<Timeouts.Builder> timeouts = UnaryOperator.identity();
        private @Nullable Rescue rescue;
        private @Nullable ColdStart coldStart;
        private @Nullable VectorTrust vectorTrust;
        private @Nullable Duration placeWait;
        private Priority priority = Priority.NORMAL;
        private final Map<String, String> models = new LinkedHashMap<>();
        private final Map<String, String> headers = new LinkedHashMap<>();

        private Builder() {}

        /** Only on this device. */
        public Builder onlyLocal() {
            this.tier = Tier.LOCAL;
            return this;
        }

        /** Only on other machines. */
        public Builder onlyExternal() {
            this.tier = Tier.EXTERNAL;
            return this;
        }

        /** Only on the backend of this name. */
        public Builder onlyOn(String backendName) {
            this.backend = Objects.requireNonNull(backendName);
            return this;
        }

        /** Only within these zones, as far as the policy allows them. */
        public Builder within(Zone first, Zone... more) {
            this.zones = EnumSet.of(first, more);
            return this;
        }

        /**
         * The limit for the whole call, over all attempts; the policy's total still holds.
         *
         * @throws IllegalArgumentException if it is zero or negative, or longer than a year
         */
        public Builder deadline(Duration limit) {
            if (limit.isZero() || limit.isNegative()) {
                throw new IllegalArgumentException(
                        "The deadline is " + limit + ", but must be longer than zero. Leave it out for none.");
            }
            if (limit.compareTo(Timeouts.LONGEST) > 0) {
                throw new IllegalArgumentException("The deadline is longer than a year. Leave it out for none.");
            }
            this.deadline = limit;
            return this;
        }

        /** Tightens single clocks; a longer limit than the policy's has no effect. */
        public Builder timeouts(UnaryOperator<Timeouts.Builder> change) {
            this.timeouts = Objects.requireNonNull(change);
            return this;
        }

        /** What happens when a server dies in mid-answer. */
        public Builder rescue(Rescue rescue) {
            this.rescue = Objects.requireNonNull(rescue);
            return this;
        }

        /** What a chat does when the preferred server would have to load the model first. */
        public Builder coldStart(ColdStart coldStart) {
            this.coldStart = Objects.requireNonNull(coldStart);
            return this;
        }

        /** Only vectors of servers that were seen to agree with the preferred one. */
        public Builder calibratedOnly() {
            this.vectorTrust = VectorTrust.CALIBRATED_ONLY;
            return this;
        }

        /**
         * How long to wait for a place on a backend when another one could serve it; zero means not at all, and a longer wait
         * than the policy's has no effect.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder placeWait(Duration wait) {
            if (wait.isNegative()) {
                throw new IllegalArgumentException("A wait of " + wait + " for a place is none: zero or more");
            }
            this.placeWait = wait;
            return this;
        }

        /** Who goes first when a backend has no place left; default {@link Priority#NORMAL}. */
        public Builder priority(Priority priority) {
            this.priority = Objects.requireNonNull(priority);
            return this;
        }

        /** The model to ask one backend for; chats only, since embeddings must all come from one model. */
        public Builder model(String backendName, String model) {
            this.models.put(backendName, model);
            return this;
        }

        /** A header sent along, for example for a reverse proxy; checked when it is sent. */
        public Builder header(String name, String value) {
            this.headers.put(name, value);
            return this;
        }

        /** The wishes. */
        public RequestOptions build() {
            return new RequestOptions(this);
        }
    }
}
