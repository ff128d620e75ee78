package digital.memu.inference.route;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The clocks of one request, each its own limit; all run only while the library waits for the server.
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>{@code resolve} 1 s: a name to an address
 *   <li>{@code connect} 500 ms on this device and in the LAN, {@code connectFar} 1.5 s in the tailnet and beyond
 *   <li>{@code upload} 30 s without progress while a request body is sent
 *   <li>{@code firstEvent} 5 min from the request to the first event: a server that loads a model is silent meanwhile
 *       (Ollama sends not even headers), and hanging up aborts the load
 *   <li>{@code lastFirstEvent} the same, for the last backend that is left; as {@code firstEvent} unless set
 *   <li>{@code warmFirstEvent} 30 s of it where the model is loaded, nothing else of ours runs there, and another backend
 *       could answer; for photos also where a service, which may be loading or frozen, has answered to nothing for so long
 *   <li>{@code suspect} 2 s of silence, or more where the server is known to be slow, until its metadata is asked for on
 *       another connection; {@code probe} 2 s for that answer: a server silent to both is dead
 *   <li>{@code stall} 30 s without a byte within an answer; {@code bufferedStall} 5 min where servers hold back what they
 *       write: Ollama sends tool calls whole, and thinks before it answers in a format
 *   <li>{@code total} 10 min for a whole answer ({@code send}, {@code embed}); {@code streamTotal} none for a stream
 * </ul>
 *
 * <p>No limit may be zero or negative; leave a limit out by not setting it. Immutable and thread-safe.
 */
public final class Timeouts {

    /** Longer limits are refused: nobody waits for them, and a count of nanoseconds cannot hold them all. */
    static final Duration LONGEST = Duration.ofDays(366);

    private static final Timeouts DEFAULTS = builder().build();

    private final Duration resolve;
    private final Duration connect;
    private final Duration connectFar;
    private final Duration upload;
    private final Duration firstEvent;
    private final @Nullable Duration lastFirstEvent;
    private final Duration warmFirstEvent;
    private final Duration suspect;
    private final Duration probe;
    private final Duration stall;
    private final Duration bufferedStall;
    private final Duration total;
    private final @Nullable Duration streamTotal;

    private Timeouts(Builder builder) {
        this.resolve = builder.resolve;
        this.connect = builder.connect;
        this.connectFar = builder.connectFar;
        this.upload = builder.upload;
        this.firstEvent = builder.firstEvent;
        this.lastFirstEvent = builder.lastFirstEvent;
        this.warmFirstEvent = builder.warmFirstEvent;
        this.suspect = builder.suspect;
        this.probe = builder.probe;
        this.stall = builder.stall;
        this.bufferedStall = builder.bufferedStall;
        this.total = builder.total;
        this.streamTotal = builder.streamTotal;
    }

    /** The defaults listed above. */
    public static Timeouts defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.resolve = resolve;
        builder.connect = connect;
        builder.connectFar = connectFar;
        builder.upload = upload;
        builder.firstEvent = firstEvent;
        builder.lastFirstEvent = lastFirstEvent;
        builder.warmFirstEvent = warmFirstEvent;
        builder.suspect = suspect;
        builder.probe = probe;
        builder.stall = stall;
        builder.bufferedStall = bufferedStall;
        builder.total = total;
        builder.streamTotal = streamTotal;
        return builder;
    }

    /** Limit for looking up a name. */
    public Duration resolve() {
        return resolve;
    }

    /** Limit for connecting to an address of the zone. */
    public Duration connect(Zone zone) {
        return zone == Zone.THIS_DEVICE || zone == Zone.LAN ? connect : connectFar;
    }

    /** Limit without progress while a request body is sent. */
    public Duration upload() {
        return upload;
    }

    /** Limit from the request to the first event. */
    public Duration firstEvent() {
        return firstEvent;
    }

    /** Limit from the request to the first event of the last backend that is left. */
    public Duration lastFirstEvent() {
        return lastFirstEvent == null ? firstEvent : lastFirstEvent;
    }

    /** These limits as they hold for the last backend that is left. */
    public Timeouts forLast() {
        return lastFirstEvent == null
                ? this
                : toBuilder().firstEvent(lastFirstEvent).build();
    }

    /**
     * These limits as they hold for a backend that answered a moment ago, where another one could serve too: seven tenths of
     * those for connecting, since it connects at once or has just fallen asleep.
     */
    public Timeouts brisk() {
        Builder builder = toBuilder();
        builder.connect = connect.multipliedBy(7).dividedBy(10);
        builder.connectFar = connectFar.multipliedBy(7).dividedBy(10);
        return builder.build();
    }

    /** Limit from the request to the first event where the model is loaded; never longer than {@link #firstEvent()}. */
    public Duration warmFirstEvent() {
        return shorter(warmFirstEvent, firstEvent);
    }

    /** Silence after which a server is asked, on another connection, whether it lives. */
    public Duration suspect() {
        return suspect;
    }

    /** Limit for its answer to that. */
    public Duration probe() {
        return probe;
    }

    /** Limit without a byte within an answer. */
    public Duration stall() {
        return stall;
    }

    /** The same for answers that servers hold back, with tools or in a format; never shorter than {@link #stall()}. */
    public Duration bufferedStall() {
        return bufferedStall.compareTo(stall) > 0 ? bufferedStall : stall;
    }

    /** Limit for a whole answer, over all backends. */
    public Duration total() {
        return total;
    }

    /** Limit for a whole stream, over all backends; empty means none. */
    public Optional<Duration> streamTotal() {
        return Optional.ofNullable(streamTotal);
    }

    /** Each limit the shorter of the two. */
    Timeouts tightened(Timeouts other) {
        Builder builder = toBuilder();
        builder.resolve = shorter(resolve, other.resolve);
        builder.connect = shorter(connect, other.connect);
        builder.connectFar = shorter(connectFar, other.connectFar);
        builder.upload = shorter(upload, other.upload);
        builder.firstEvent = shorter(firstEvent, other.firstEvent);
        builder.lastFirstEvent = lastFirstEvent == null && other.lastFirstEvent == null
                ? null
                : shorter(lastFirstEvent(), other.lastFirstEvent());
        builder.warmFirstEvent = shorter(warmFirstEvent, other.warmFirstEvent);
        builder.suspect = shorter(suspect, other.suspect);
        builder.probe = shorter(probe, other.probe);
        builder.stall = shorter(stall, other.stall);
        builder.bufferedStall = shorter(bufferedStall, other.bufferedStall);
        builder.total = shorter(total, other.total);
        if (other.streamTotal != null) {
            builder.streamTotal = streamTotal == null ? other.streamTotal : shorter(streamTotal, other.streamTotal);
        }
        return builder.build();
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    /** Collects the limits; not thread-safe. */
    public static final class Builder {
        private Duration resolve = Duration.ofSeconds(1);
        private Duration connect = Duration.ofMillis(500);
        private Duration connectFar = Duration.ofMillis(1500);
        private Duration upload = Duration.ofSeconds(30);
        private Duration firstEvent = Duration.ofMinutes(5);
        private @Nullable Duration lastFirstEvent;
        private Duration warmFirstEvent = Duration.ofSeconds(30);
        private Duration suspect = Duration.ofSeconds(2);
        private Duration probe = Duration.ofSeconds(2);
        private Duration stall = Duration.ofSeconds(30);
        private Duration bufferedStall = Duration.ofMinutes(5);
        private Duration total = Duration.ofMinutes(10);
        private @Nullable Duration streamTotal;

        private Builder() {}

        /** Limit for looking up a name; default 1 s. */
        public Builder resolve(Duration limit) {
            this.resolve = limit;
            return this;
        }

        /** Limit for connecting, wherever the address is; default 500 ms nearby, 1.5 s in the tailnet and beyond. */
        public Builder connect(Duration limit) {
            this.connect = limit;
            this.connectFar = limit;
            return this;
        }

        /** Limit without progress while a request body is sent; default 30 s. */
        public Builder upload(Duration limit) {
            this.upload = limit;
            return this;
        }

        /** Limit from the request to the first event; default 5 min. */
        public Builder firstEvent(Duration limit) {
            this.firstEvent = limit;
            return this;
        }

        /** The same for the last backend that is left, when nobody else can be asked; default as {@code firstEvent}. */
        public Builder lastFirstEvent(Duration limit) {
            this.lastFirstEvent = limit;
            return this;
        }

        /** Limit from the request to the first event where the model is loaded; default 30 s. */
        public Builder warmFirstEvent(Duration limit) {
            this.warmFirstEvent = limit;
            return this;
        }

        /** Silence after which a server is asked whether it lives; default 2 s, more where it is known to be slow. */
        public Builder suspect(Duration limit) {
            this.suspect = limit;
            return this;
        }

        /** Limit for its answer; default 2 s. */
        public Builder probe(Duration limit) {
            this.probe = limit;
            return this;
        }

        /** Limit without a byte within an answer; default 30 s. */
        public Builder stall(Duration limit) {
            this.stall = limit;
            return this;
        }

        /** The same for answers with tools or in a format; default 5 min. */
        public Builder bufferedStall(Duration limit) {
            this.bufferedStall = limit;
            return this;
        }

        /** Limit for a whole answer; default 10 min. */
        public Builder total(Duration limit) {
            this.total = limit;
            return this;
        }

        /** Limit for a whole stream; default none. */
        public Builder streamTotal(Duration limit) {
            this.streamTotal = limit;
            return this;
        }

        /**
         * The limits.
         *
         * @throws IllegalArgumentException if a limit is zero or negative, or longer than a year
         */
        public Timeouts build() {
            positive("resolve", resolve);
            positive("connect", connect);
            positive("upload", upload);
            positive("firstEvent", firstEvent);
            positive("warmFirstEvent", warmFirstEvent);
            positive("suspect", suspect);
            positive("probe", probe);
            positive("stall", stall);
            positive("bufferedStall", bufferedStall);
            positive("total", total);
            if (lastFirstEvent != null) {
                positive("lastFirstEvent", lastFirstEvent);
            }
            if (streamTotal != null) {
                positive("streamTotal", streamTotal);
            }
            return new Timeouts(this);
        }

        private static void positive(String name, Duration limit) {
            if (limit.isZero() || limit.isNegative()) {
                throw new IllegalArgumentException("Time-out '" + name + "' is " + limit
                        + ", but must be longer than zero. Leave it out to keep the default.");
            }
            if (limit.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "Time-out '" + name + "' is longer than a year. A year is as good as no limit.");
            }
        }
    }
}
