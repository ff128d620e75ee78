package digital.memu.inference.immich;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.internal.http.ServerAddress;
import digital.memu.inference.internal.time.SystemTime;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.photo.PhotoModel;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.photo.PhotoTextRequest;
import digital.memu.inference.photo.TextEmbedding;
import digital.memu.inference.route.HostAddress;
import digital.memu.inference.route.Tier;
import digital.memu.inference.route.Timeouts;
import digital.memu.inference.route.Zone;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The client of one Immich machine-learning service, without routing; for Immich 1.106 and newer, without being told which.
 *
 * <p>Defaults: {@link Timeouts#defaults()}; {@link Thresholds#defaults()}; no headers; public addresses refused. Every method
 * contacts the server once, on a connection of its own, and is never repeated by itself. Where the server fails without
 * saying why, {@link #analyze} and {@link #embedText} ask it in addition whether it knows the models, once for each until it
 * is started anew.
 *
 * <pre>{@code
 * try (ImmichMlClient immich = ImmichMlClient.at("192.168.1.50").build()) {
 *     PhotoAnalysis found = immich.analyze(PhotoRequest.of(Path.of("beach.jpg"))
 *             .embedding("ViT-B-32__openai").faces("buffalo_l").text("PP-OCRv5_mobile").build());
 *     double alike = found.embedding().orElseThrow()
 *             .cosine(immich.embedText("ViT-B-32__openai", "a dog on the beach").embedding());
 * }
 * }</pre>
 *
 * <p>Photos are looked at before they are sent, since one that the service cannot decode stops it for a second; files are
 * never whole in memory. Of other photos each stream is opened twice, to be looked at and to be sent, and read on a thread
 * of its own. Prepare photos that are large, turned or of other kinds: {@code
 * immich.preparedBy(ImageIoPhotoPreparer.create())}.
 *
 * <p>Building one contacts nobody. Thread-safe. Whoever built it closes it, which ends what is still running.
 */
public final class ImmichMlClient implements PhotoModel, AutoCloseable {

    private final ImmichMlServer server;
    private final TimeSource time;
    private final @Nullable SystemTime ownTime;
    private final Timeouts timeouts;
    private final Set<Zone> zones;
    /** Calls that may still be reading their photo, of which the way to the server knows nothing. */
    private final Set<CallContext> running = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    private ImmichMlClient(Builder builder) {
        HostAddress address = builder.way.first();
        this.ownTime = builder.time == null ? new SystemTime() : null;
        this.time = builder.time == null ? Objects.requireNonNull(ownTime) : builder.time;
        this.timeouts = builder.timeouts;
        this.zones =
                builder.allowInternet ? EnumSet.allOf(Zone.class) : EnumSet.complementOf(EnumSet.of(Zone.INTERNET));
        String name = builder.name == null ? address.hostAndPort() : builder.name;
        this.server = new ImmichMlServer(name, Tier.EXTERNAL, builder.way.transport(), builder.thresholds);
    }

    /**
     * A builder for the service at this address, such as {@code 192.168.1.50} or {@code http://immich-machine-learning:3003};
     * the port is 3003 unless the address tells another.
     *
     * @throws digital.memu.inference.route.InvalidAddressException if no client could use it
     */
    public static Builder at(String address) {
        return new Builder(HostAddress.parse(address, ImmichMlKind.PORT));
    }

    /** A builder for the service at this address. */
    public static Builder at(HostAddress address) {
        return new Builder(address);
    }

    /**
     * {@inheritDoc} Not repeated. One upload, whatever is asked for; one of the models failing fails all. The service loads
     * models that it has not loaded, and downloads those that it does not have, for which the first-event and total clocks
     * allow.
     */
    @Override
    public PhotoAnalysis analyze(PhotoRequest request) {
        CallContext context = context();
        running.add(context);
        if (closed) {
            context.cancel();
        }
        try {
            return new ImmichMlPhotos(server, context).analyze(request);
        } finally {
            running.remove(context);
        }
    }

    /** {@inheritDoc} Not repeated. Only models named nllb look at the language, and those of Immich 2.2 to 2.7 do not. */
    @Override
    public TextEmbedding embedText(PhotoTextRequest request) {
        return new ImmichMlPhotos(server, context()).embedText(request);
    }

    /**
     * The cheapest question there is, and the proof that an Immich ML service answers. Silence is no proof of the opposite:
     * while it loads a model, or logs a failure, it answers to nothing.
     *
     * @throws digital.memu.inference.failure.MisconfiguredException if it is another service
     * @throws digital.memu.inference.failure.InferenceException if it does not answer
     */
    public void ping() {
        metadata().ping();
    }

    /**
     * The name that the service gives itself, {@code "Immich ML"}; it tells no version.
     *
     * @throws digital.memu.inference.failure.MisconfiguredException if it is another service
     * @throws digital.memu.inference.failure.InferenceException if it does not answer
     */
    public String service() {
        return metadata().root();
    }

    /**
     * Which versions the service may be of; also the proof that what is sent arrives, which {@link #ping} is not. Loads
     * nothing.
     *
     * @throws digital.memu.inference.failure.RequestRejectedException if what is sent gets lost on the way
     * @throws digital.memu.inference.failure.InferenceException if it does not answer, or is another service
     */
    public ImmichMlGeneration generation() {
        return metadata().generation();
    }

    /**
     * Whether the service takes this model's name; loads nothing. Up to Immich 3.2 that tells whether it knows the model;
     * from 3.3 on only whether it knows what the model does. An unknown one stops the service for a second: not to be asked
     * in a loop.
     *
     * @throws digital.memu.inference.failure.InferenceException if it does not tell
     */
    public boolean knowsModel(ImmichMlModel model) {
        return metadata().knows(model);
    }

    private ImmichMlMetadata metadata() {
        return new ImmichMlMetadata(server, context());
    }

    private CallContext context() {
        return new CallContext(
                time, timeouts, zones, time.nanoTime() + timeouts.total().toNanos(), false);
    }

    /** Ends what is still running; idempotent. */
    @Override
    public void close() {
        closed = true;
        server.close();
        running.forEach(CallContext::cancel);
        if (ownTime != null) {
            ownTime.close();
        }
    }

    /** Name and thresholds only. */
    @Override
    public String toString() {
        return "ImmichMlClient[" + server.name() + ", " + server.thresholds() + "]";
    }

    /** Collects the settings; not thread-safe. */
    public static final class Builder {
        private final ServerAddress way;
        private @Nullable String name;
        private Timeouts timeouts = Timeouts.defaults();
        private Thresholds thresholds = Thresholds.defaults();
        private boolean allowInternet;
        private @Nullable TimeSource time;

        private Builder(HostAddress address) {
            this.way = new ServerAddress(address);
        }

        /**
         * A further address, used where the name of those before it does not resolve.
         *
         * @throws digital.memu.inference.route.InvalidAddressException if no client could use it
         */
        public Builder orAt(String address) {
            return orAt(HostAddress.parse(address, ImmichMlKind.PORT));
        }

        /** A further address, used where the name of those before it does not resolve. */
        public Builder orAt(HostAddress address) {
            way.or(address);
            return this;
        }

        /** The name for people, as routes tell it; default host and port. */
        public Builder named(String name) {
            this.name = Objects.requireNonNull(name);
            return this;
        }

        /** A header sent along always, for a proxy that asks for one. */
        public Builder header(String name, String value) {
            way.header(name, value);
            return this;
        }

        /** Changes the clocks, starting from those set so far. */
        public Builder timeouts(UnaryOperator<Timeouts.Builder> change) {
            this.timeouts = change.apply(timeouts.toBuilder()).build();
            return this;
        }

        /** How sure the service must be of what it finds; the same for everybody who uses it. */
        public Builder thresholds(Thresholds thresholds) {
            this.thresholds = Objects.requireNonNull(thresholds);
            return this;
        }

        /** Allows public addresses; default false. */
        public Builder allowInternet(boolean allowed) {
            this.allowInternet = allowed;
            return this;
        }

        /** The clock, for tests; default the machine's own. */
        public Builder time(TimeSource time) {
            this.time = Objects.requireNonNull(time);
            return this;
        }

        /**
         * The client; contacts nobody.
         *
         * @throws digital.memu.inference.failure.InvalidConfigurationException if a header cannot be sent
         */
        public ImmichMlClient build() {
            return new ImmichMlClient(this);
        }
    }
}
