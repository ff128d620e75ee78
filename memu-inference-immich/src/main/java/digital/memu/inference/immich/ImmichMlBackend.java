package digital.memu.inference.immich;

import digital.memu.inference.backend.Backend;
import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.internal.http.ServerAddress;
import digital.memu.inference.route.HostAddress;
import digital.memu.inference.route.Tier;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An Immich machine-learning service that a router may send photos to, and texts to be compared with them.
 *
 * <p>Defaults: external; named by its host and port; two requests at a time; {@link Thresholds#defaults()}; no headers. The
 * model that a caller names is asked for by that very name, whichever backend serves.
 *
 * <p>The service cannot be told to stop, so a request that is given up keeps its place until it would have ended. While it loads
 * a model it answers to nothing, not even to a ping: as long as requests of the router run there, only the machine's silence
 * counts as death, not the service's. After 30 s without a sign of life another backend is asked all the same, where there is one.
 *
 * <pre>{@code
 * ImmichMlBackend.at("http://192.168.1.50:3003").named("gaming-pc").external().build()
 * }</pre>
 *
 * <p>Building one contacts nobody. Thread-safe. The router that it is given to closes it.
 */
public final class ImmichMlBackend implements Backend {

    private final ImmichMlServer server;
    private final String address;
    private final int concurrency;
    private final Workload workload = new Workload();

    private ImmichMlBackend(Builder builder) {
        this.address = builder.way.first().hostAndPort();
        this.concurrency = builder.concurrency;
        String name = builder.name == null ? address : builder.name;
        this.server = new ImmichMlServer(name, builder.tier, builder.way.transport(), builder.thresholds);
    }

    /**
     * A builder for the service at this address, such as {@code 192.168.1.50} or {@code http://immich-machine-learning:3003};
     * the port is 3003 unless the address tells another.
     *
     * @throws digital.memu.inference.route.InvalidAddressException if no client could use it
     */
    public static Builder at(String address) {
        return at(HostAddress.parse(address, ImmichMlKind.PORT));
    }

    /** A builder for the service at this address. */
    public static Builder at(HostAddress address) {
        return new Builder(address);
    }

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public String service() {
        return ImmichMlKind.NAME;
    }

    @Override
    public Tier tier() {
        return server.tier();
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public Set<Capability<?>> capabilities() {
        return Set.of(Capability.PHOTOS);
    }

    /** The caller's: there is no default, since vectors of different models must not mix. */
    @Override
    public @Nullable String modelFor(Capability<?> capability, @Nullable String asked) {
        return asked;
    }

    @Override
    public <T> T bind(Capability<T> capability, CallContext context) {
        if (!capability.equals(Capability.PHOTOS)) {
            throw new IllegalArgumentException(name() + " offers no " + capability);
        }
        ImmichMlPhotos photos = new ImmichMlPhotos(server, context);
        return capability.type().cast(new CountedPhotos(photos, workload, context.time()));
    }

    @Override
    public OptionalInt concurrency() {
        return OptionalInt.of(concurrency);
    }

    @Override
    public Duration runsOn(Duration after) {
        return workload.runsOn(after);
    }

    /** Pings, three times where it stays silent: a start, or a load for somebody else, is no outage. */
    @Override
    public void probe(CallContext context) {
        new Liveness(server, workload).probe(context);
    }

    /** Connects only: the machine answers to that whatever the service is doing. */
    @Override
    public void probeAtWork(CallContext context) {
        dial(context);
    }

    @Override
    public void dial(CallContext context) {
        server.transport().dial(context);
    }

    /** Of a model that was not known there, what has been heard since: it is not asked again. */
    @Override
    public void verify(@Nullable String model, CallContext context) {
        if (model == null) {
            probe(context);
        } else {
            server.models()
                    .checkAgain(model, server.transport().url(), context.time().nanoTime());
        }
    }

    @Override
    public void close() {
        server.close();
    }

    @Override
    public String toString() {
        return "ImmichMlBackend[" + name() + ", " + tier() + ", " + address + "]";
    }

    /** Collects the settings; not thread-safe. */
    public static final class Builder {
        private final ServerAddress way;
        private @Nullable String name;
        private Tier tier = Tier.EXTERNAL;
        private int concurrency = 2;
        private Thresholds thresholds = Thresholds.defaults();

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

        /** Name for people, unique within a router; default host and port. */
        public Builder named(String name) {
            this.name = Objects.requireNonNull(name);
            return this;
        }

        /** On another machine, which is the default. */
        public Builder external() {
            this.tier = Tier.EXTERNAL;
            return this;
        }

        /** On the machine at hand. */
        public Builder local() {
            this.tier = Tier.LOCAL;
            return this;
        }

        /**
         * How many requests it is given at a time; default 2, as Immich itself does. It queues any number of them without a
         * word, so that more only wait unseen.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder concurrency(int requests) {
            if (requests < 1) {
                throw new IllegalArgumentException(
                        "A service that is given " + requests + " requests at a time serves nobody; the usual is 2");
            }
            this.concurrency = requests;
            return this;
        }

        /** How sure the service must be of what it finds; the same for everybody who uses it. */
        public Builder thresholds(Thresholds thresholds) {
            this.thresholds = Objects.requireNonNull(thresholds);
            return this;
        }

        /** A header sent along always, for a proxy that asks for one. */
        public Builder header(String name, String value) {
            way.header(name, value);
            return this;
        }

        /**
         * The backend; contacts nobody.
         *
         * @throws digital.memu.inference.failure.InvalidConfigurationException if a header cannot be sent
         */
        public ImmichMlBackend build() {
            return new ImmichMlBackend(this);
        }
    }
}
