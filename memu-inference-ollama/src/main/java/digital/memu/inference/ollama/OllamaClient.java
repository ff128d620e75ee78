package digital.memu.inference.ollama;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.embedding.EmbeddingModel;
import digital.memu.inference.embedding.EmbeddingRequest;
import digital.memu.inference.embedding.Embeddings;
import digital.memu.inference.internal.http.ServerAddress;
import digital.memu.inference.internal.time.SystemTime;
import digital.memu.inference.ollama.OllamaErrors.Asked;
import digital.memu.inference.route.HostAddress;
import digital.memu.inference.route.Tier;
import digital.memu.inference.route.Timeouts;
import digital.memu.inference.route.Zone;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The client of one Ollama server, without routing.
 *
 * <p>Defaults: {@link Timeouts#defaults()}; no headers; public addresses and cloud models refused. Every method contacts
 * the server once, on a connection of its own, and is never repeated by itself; {@link #send}, {@link #stream}, {@link
 * #generate} and {@link #embed} ask it in addition where the model runs, at most once in five minutes for a model, unless the internet is
 * allowed: no prompt is sent for a model that runs elsewhere. After an answer whose count of tokens looks as if the prompt had been
 * cut, they ask for the context of the model, as rarely.
 *
 * <pre>{@code
 * try (OllamaClient ollama = OllamaClient.at("192.168.1.50").build()) {
 *     ollama.send(ChatRequest.builder().model("llama3.2").user("Why is the sky blue?").build()).text();
 * }
 * }</pre>
 *
 * <p>Building one contacts nobody. Thread-safe. Whoever built it closes it, which ends what is still running.
 */
public final class OllamaClient implements ChatModel, EmbeddingModel, AutoCloseable {

    private final OllamaServer server;
    private final TimeSource time;
    private final @Nullable SystemTime ownTime;
    private final Timeouts timeouts;
    private final Set<Zone> zones;

    private OllamaClient(Builder builder) {
        HostAddress address = builder.way.first();
        this.ownTime = builder.time == null ? new SystemTime() : null;
        this.time = builder.time == null ? java.util.Objects.requireNonNull(ownTime) : builder.time;
        this.timeouts = builder.timeouts;
        this.zones =
                builder.allowInternet ? EnumSet.allOf(Zone.class) : EnumSet.complementOf(EnumSet.of(Zone.INTERNET));
        this.server = new OllamaServer(address.hostAndPort(), Tier.EXTERNAL, builder.way.transport());
    }

    /**
     * A builder for the server at this address, written as Ollama's own {@code OLLAMA_HOST} is.
     *
     * @throws digital.memu.inference.route.InvalidAddressException if no client could use it
     */
    public static Builder at(String address) {
        return new Builder(HostAddress.parse(address));
    }

    /** A builder for the server at this address. */
    public static Builder at(HostAddress address) {
        return new Builder(address);
    }

    /** {@inheritDoc} Not repeated. The request must name a model. */
    @Override
    public ChatReply send(ChatRequest request) {
        return new OllamaChat(server, within(Optional.of(timeouts.total())), ModelMap.asAsked()).send(request);
    }

    /** {@inheritDoc} Not repeated. The request must name a model; its limit for the whole stream counts from here. */
    @Override
    public ChatStream stream(ChatRequest request) {
        return new OllamaChat(server, within(timeouts.streamTotal()), ModelMap.asAsked()).stream(request);
    }

    /** {@inheritDoc} Not repeated. */
    @Override
    public Embeddings embed(EmbeddingRequest request) {
        CallContext context = within(Optional.of(timeouts.total()));
        return new OllamaEmbedding(server, context, ModelMap.asAsked()).embed(request);
    }

    /**
     * Continues a prompt, and returns the whole answer. Not repeated.
     *
     * @throws digital.memu.inference.failure.InferenceException if the answer cannot be completed
     */
    public ChatReply generate(GenerateRequest request) {
        try (ChatStream stream = generating(request, Optional.of(timeouts.total()))) {
            return stream.reply();
        }
    }

    /**
     * Continues a prompt, as {@link #stream} answers a conversation. Not repeated; its limit for the whole stream counts
     * from here.
     */
    public ChatStream generateStream(GenerateRequest request) {
        return generating(request, timeouts.streamTotal());
    }

    private ChatStream generating(GenerateRequest request, Optional<Duration> limit) {
        return OllamaChatStream.generate(
                server, new OllamaCall(server, within(limit), Asked.CHAT, request.model()), request);
    }

    /** The models on the server as things to fetch, make, copy and delete. */
    public OllamaModels models() {
        // A server says nothing while it checks or converts a model: as little as before the first word of an answer.
        Duration silence = Collections.max(List.of(timeouts.stall(), timeouts.firstEvent()));
        Timeouts patient = timeouts.toBuilder().stall(silence).build();
        return new OllamaModels(
                server,
                () -> within(timeouts.streamTotal(), patient),
                () -> within(Optional.of(timeouts.total())),
                false);
    }

    /**
     * What the server tells about its own settings; servers before 0.16.2 tell nothing.
     *
     * @throws digital.memu.inference.failure.InferenceException if the server does not answer
     */
    public ServerStatus status() {
        return metadata().status();
    }

    /**
     * The server's version: the cheapest question there is, and the proof that it is Ollama.
     *
     * @throws digital.memu.inference.failure.MisconfiguredException if it is another service
     * @throws digital.memu.inference.failure.InferenceException if it does not answer
     */
    public OllamaVersion version() {
        return metadata().version();
    }

    /**
     * The models installed, newest first.
     *
     * @throws digital.memu.inference.failure.InferenceException if the server does not tell
     */
    public List<InstalledModel> tags() {
        return metadata().tags();
    }

    /**
     * The models in memory; loads none.
     *
     * @throws digital.memu.inference.failure.InferenceException if the server does not tell
     */
    public List<LoadedModel> ps() {
        return metadata().ps();
    }

    /**
     * What the server knows about a model; does not load it.
     *
     * @throws digital.memu.inference.failure.ModelNotFoundException if it is not installed
     * @throws digital.memu.inference.failure.InferenceException if the server does not tell
     */
    public ShownModel show(String model) {
        return metadata().show(model);
    }

    /**
     * Loads a model with the server's defaults, and waits until it is loaded; the first-event and total clocks apply.
     *
     * @throws digital.memu.inference.failure.InferenceException if it cannot be loaded
     */
    public void load(String model) {
        load(model, OllamaOptions.none());
    }

    /**
     * Loads a model, and waits until it is loaded. Use the options of the requests that follow, or they load it again;
     * the length of the context goes by {@code option("num_ctx", 8192)}.
     *
     * @throws digital.memu.inference.failure.InferenceException if it cannot be loaded
     */
    public void load(String model, OllamaOptions options) {
        metadata().load(model, options);
    }

    /**
     * Unloads a model once the requests that use it have ended; does nothing when it is not loaded.
     *
     * @throws digital.memu.inference.failure.ModelNotFoundException if it is not installed
     * @throws digital.memu.inference.failure.InferenceException if the server does not answer
     */
    public void unload(String model) {
        metadata().unload(model);
    }

    private OllamaMetadata metadata() {
        return new OllamaMetadata(server, within(Optional.of(timeouts.total())));
    }

    private CallContext within(Optional<Duration> limit) {
        return within(limit, timeouts);
    }

    private CallContext within(Optional<Duration> limit, Timeouts clocks) {
        long deadline = limit.map(time -> this.time.nanoTime() + time.toNanos()).orElse(Long.MAX_VALUE);
        return new CallContext(time, clocks, zones, deadline, false);
    }

    /** Ends what is still running; idempotent. */
    @Override
    public void close() {
        server.close();
        if (ownTime != null) {
            ownTime.close();
        }
    }

    /** Host and port only. */
    @Override
    public String toString() {
        return "OllamaClient[" + server.name() + "]";
    }

    /** Collects the settings; not thread-safe. */
    public static final class Builder {
        private final ServerAddress way;
        private Timeouts timeouts = Timeouts.defaults();
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
            return orAt(HostAddress.parse(address));
        }

        /** A further address, used where the name of those before it does not resolve. */
        public Builder orAt(HostAddress address) {
            way.or(address);
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

        /** Allows public addresses and models that run in the internet; default false. */
        public Builder allowInternet(boolean allowed) {
            this.allowInternet = allowed;
            return this;
        }

        /** The clock, for tests; default the machine's own. */
        public Builder time(TimeSource time) {
            this.time = java.util.Objects.requireNonNull(time);
            return this;
        }

        /**
         * The client; contacts nobody.
         *
         * @throws digital.memu.inference.failure.InvalidConfigurationException if a header cannot be sent
         */
        public OllamaClient build() {
            return new OllamaClient(this);
        }
    }
}
