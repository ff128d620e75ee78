package digital.memu.inference.ollama;

import digital.memu.inference.backend.Backend;
import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.backend.Warmth;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.internal.http.ServerAddress;
import digital.memu.inference.route.HostAddress;
import digital.memu.inference.route.Tier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An Ollama server that a router may send chats and embeddings to.
 *
 * <p>Defaults: external; named by its host and port; no model, so that a chat must name one; no headers. Models that run
 * in the internet are refused unless the router's policy allows that zone.
 *
 * <pre>{@code
 * OllamaBackend.at("http://192.168.1.50:11434").named("gaming-pc").external().model("llama3.1:8b").build()
 * }</pre>
 *
 * <p>Building one contacts nobody. Thread-safe. The router that it is given to closes it.
 */
public final class OllamaBackend implements Backend {

    private final OllamaServer server;
    private final String address;
    private final ModelMap models;

    private OllamaBackend(Builder builder) {
        this.address = builder.way.first().hostAndPort();
        String name = builder.name == null ? address : builder.name;
        this.server = new OllamaServer(name, builder.tier, builder.way.transport());
        this.models = new ModelMap(builder.model, builder.mapping);
    }

    /**
     * A builder for the server at this address, written as Ollama's own {@code OLLAMA_HOST} is.
     *
     * @throws digital.memu.inference.route.InvalidAddressException if no client could use it
     */
    public static Builder at(String address) {
        return at(HostAddress.parse(address));
    }

    /** A builder for the server at this address. */
    public static Builder at(HostAddress address) {
        return new Builder(address);
    }

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public String service() {
        return "Ollama";
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
        return Set.of(Capability.CHAT, Capability.EMBEDDING);
    }

    /** The default model serves chats only: whoever wants vectors names their model always. */
    @Override
    public @Nullable String modelFor(Capability<?> capability, @Nullable String asked) {
        return asked == null && !capability.equals(Capability.CHAT) ? null : models.resolve(asked);
    }

    @Override
    public <T> T bind(Capability<T> capability, CallContext context) {
        Map<Capability<?>, Object> offers = Map.of(
                Capability.CHAT, new OllamaChat(server, context, models),
                Capability.EMBEDDING, new OllamaEmbedding(server, context, models));
        Object offer = offers.get(capability);
        if (offer == null) {
            throw new IllegalArgumentException(name() + " offers no " + capability);
        }
        return capability.type().cast(offer);
    }

    /** Asks for the version, which neither loads a model nor waits for one, and proves that it is Ollama. */
    @Override
    public void probe(CallContext context) {
        new OllamaMetadata(server, context).version();
    }

    @Override
    public void dial(CallContext context) {
        server.transport().dial(context);
    }

    @Override
    public Warmth warmth(String model, CallContext context) {
        return new OllamaMetadata(server, context).warmth(model);
    }

    /** With the options of the chat itself: others would make the server load the model again. */
    @Override
    public void load(ChatRequest request, CallContext context) {
        String model = models.resolve(request.model().orElse(null));
        if (model != null) {
            new OllamaMetadata(server, context).load(model, request);
        }
    }

    @Override
    public boolean continues(ChatRequest request, CallContext context) {
        String model = models.resolve(request.model().orElse(null));
        return model != null && new OllamaMetadata(server, context).continues(model, request);
    }

    @Override
    public void verify(@Nullable String model, CallContext context) {
        new OllamaMetadata(server, context).verify(model);
    }

    @Override
    public void close() {
        server.close();
    }

    @Override
    public String toString() {
        return "OllamaBackend[" + name() + ", " + tier() + ", " + address + "]";
    }

    /** Collects the settings; not thread-safe. */
    public static final class Builder {
        private final ServerAddress way;
        private @Nullable String name;
        private Tier tier = Tier.EXTERNAL;
        private @Nullable String model;
        private final Map<String, String> mapping = new LinkedHashMap<>();

        private Builder(HostAddress address) {
            this.way = new ServerAddress(address);
        }

        /**
         * A further address, used where the name of those before it does not resolve.
         *
         * @throws digital.memu.inference.route.InvalidAddressException if no client could use it
         */
        public Builder orAt(String address) {
            return orAt(HostAddress.parse(address));
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

        /** The model for chats that name none. */
        public Builder model(String model) {
            this.model = Objects.requireNonNull(model);
            return this;
        }

        /**
         * What a model that callers ask for is called here. For embeddings both must be the same model: the vectors of all
         * backends that know the logical name are compared with one another.
         */
        public Builder model(String logical, String here) {
            this.mapping.put(logical, Objects.requireNonNull(here));
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
        public OllamaBackend build() {
            return new OllamaBackend(this);
        }
    }
}
