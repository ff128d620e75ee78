package digital.memu.inference;

import digital.memu.inference.backend.Backend;
import digital.memu.inference.backend.BackendProvider;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.embedding.EmbeddingModel;
import digital.memu.inference.failure.InvalidConfigurationException;
import digital.memu.inference.internal.routing.Engine;
import digital.memu.inference.internal.time.Background;
import digital.memu.inference.internal.time.SystemTime;
import digital.memu.inference.internal.time.Workers;
import digital.memu.inference.photo.PhotoModel;
import digital.memu.inference.route.Explanation;
import digital.memu.inference.route.InferenceListener;
import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.route.RoutingPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides, for each request, which server answers it: the fast one when it is there, the one at hand when it is not.
 *
 * <p>Made once and shared; making it contacts nobody. Whoever makes it closes it, which ends running requests and lets go
 * of every connection and thread. Thread-safe.
 */
public final class InferenceRouter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("digital.memu.inference");

    private final Engine engine;
    private final @Nullable SystemTime ownTime;
    private final Background background;
    private final ExecutorService workers;
    private final RouterView whole;
    private final AtomicBoolean closed = new AtomicBoolean();

    private InferenceRouter(Builder builder) {
        this.ownTime = builder.time == null ? new SystemTime() : null;
        TimeSource time = builder.time == null ? Objects.requireNonNull(ownTime) : builder.time;
        // A dial, two questions and a look at a time for each backend, all of which may have to wait for it.
        this.background = new Background("memu-inference-probe", 4 * builder.backends.size());
        this.workers = Workers.start();
        this.engine = new Engine(
                List.copyOf(builder.backends),
                builder.policy,
                builder.listeners,
                time,
                background,
                Workers.untilTheyEnd(workers));
        this.whole = with(RequestOptions.none());
    }

    /**
     * A router over the servers that the environment names, see {@link InferenceSettings}.
     *
     * @throws InvalidConfigurationException if a setting cannot be used, or no backend module is on the path
     */
    public static InferenceRouter fromEnvironment() {
        return from(InferenceSettings.fromEnvironment());
    }

    /**
     * A router over the servers that the settings name.
     *
     * @throws InvalidConfigurationException if a setting cannot be used, or no backend module is on the path
     */
    public static InferenceRouter from(InferenceSettings settings) {
        return builder(settings).build();
    }

    /**
     * A builder with the servers and the policy that the settings name, for a router that has listeners or further backends
     * too.
     *
     * @throws InvalidConfigurationException if a setting cannot be used
     */
    public static Builder builder(InferenceSettings settings) {
        Builder builder = builder().policy(policy(settings));
        settings.warnings().forEach(LOG::warn);
        for (BackendProvider provider : ServiceLoader.load(BackendProvider.class)) {
            provider.fromSettings(settings).forEach(builder::backend);
        }
        return builder;
    }

    private static RoutingPolicy policy(InferenceSettings settings) {
        return RoutingPolicy.builder()
                .fallback(settings.fallback())
                .allowInternet(settings.allowInternet())
                .switchedOff(settings.enabled() ? "" : "AI is switched off (AI_ENABLED)")
                .timeouts(timeouts -> {
                    settings.connectTimeout().ifPresent(timeouts::connect);
                    settings.firstTokenTimeout().ifPresent(timeouts::firstEvent);
                    settings.stallTimeout().ifPresent(timeouts::stall);
                    return timeouts.lastFirstEvent(settings.timeout());
                })
                .build();
    }

    /** A builder without backends. */
    public static Builder builder() {
        return new Builder();
    }

    /** Chat, routed. */
    public ChatModel chat() {
        return whole.chat();
    }

    /** Embeddings, routed; never to another model than the one asked for. */
    public EmbeddingModel embeddings() {
        return whole.embeddings();
    }

    /** Photos, routed; never to other models than the ones asked for. */
    public PhotoModel photos() {
        return whole.photos();
    }

    /** Any capability, routed: the built-in ones or a third party's. */
    public <T> T capability(Capability<T> capability) {
        return whole.capability(capability);
    }

    /** The same router for callers that do not wait. */
    public AsyncRouter async() {
        return whole.async();
    }

    /**
     * The same router for calls that want something otherwise than the policy; cheap, and never closed by itself.
     *
     * @throws IllegalArgumentException if the options name a backend that there is not
     */
    public RouterView with(RequestOptions options) {
        options.backend().ifPresent(this::known);
        return new RouterView(engine, options, workers);
    }

    /**
     * Who would serve a request of this kind at this moment, who not, and why; from memory, without contacting anybody.
     *
     * <p>For a request that names no model.
     */
    public Explanation explain(Capability<?> capability) {
        return whole.explain(capability);
    }

    /** What is known of all backends at this moment; from memory, without contacting anybody. */
    public RouterStatus status() {
        return new RouterStatus(engine.overview().snapshot());
    }

    /**
     * Leaves a backend alone for so long, whatever else fails: "I am gaming". What runs there goes on. Zero gives it back.
     *
     * @throws IllegalArgumentException if there is no backend of this name, or the time is negative or more than a year
     */
    public void pause(String backend, Duration duration) {
        known(backend);
        if (duration.isNegative() || duration.compareTo(Duration.ofDays(366)) > 0) {
            throw new IllegalArgumentException(
                    "A pause of " + duration + " is not possible: zero ends one, a year is the longest");
        }
        engine.pause(backend, duration);
    }

    /**
     * Asks every backend once whether it lives, and waits for the answers, at most as long as that.
     *
     * <p>No model is loaded. A backend that was down is back in use when it has answered twice, a second apart.
     *
     * @throws digital.memu.inference.failure.InferenceCancelledException if the thread is interrupted
     */
    public void refresh(Duration limit) {
        engine.refresh(limit);
    }

    private void known(String name) {
        if (!engine.knows(name)) {
            throw new IllegalArgumentException("There is no backend named '" + name + "' in this router");
        }
    }

    /** Ends running requests and lets go of everything; idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try (background) {
                engine.close();
            } finally {
                workers.shutdownNow();
                if (ownTime != null) {
                    ownTime.close();
                }
            }
        }
    }

    /** Collects what a router is made of; not thread-safe. */
    public static final class Builder {
        private final List<Backend> backends = new ArrayList<>();
        private final List<InferenceListener> listeners = new ArrayList<>();
        private RoutingPolicy policy = RoutingPolicy.defaults();
        private @Nullable TimeSource time;

        private Builder() {}

        /** Adds a backend; within a tier the first added is preferred. The router closes it. */
        public Builder backend(Backend backend) {
            backends.add(Objects.requireNonNull(backend));
            return this;
        }

        /** The rules of routing; default {@link RoutingPolicy#defaults()}. */
        public Builder policy(RoutingPolicy policy) {
            this.policy = Objects.requireNonNull(policy);
            return this;
        }

        /** Adds somebody who is told what the router does. */
        public Builder listener(InferenceListener listener) {
            listeners.add(Objects.requireNonNull(listener));
            return this;
        }

        /** The clock; default the machine's own. A test gives a clock that it moves by hand. */
        public Builder time(TimeSource time) {
            this.time = Objects.requireNonNull(time);
            return this;
        }

        /**
         * The router.
         *
         * @throws InvalidConfigurationException if there is no backend, or two have the same name
         */
        public InferenceRouter build() {
            if (backends.isEmpty()) {
                throw new InvalidConfigurationException(
                        "A router needs at least one backend: add one by backend(...), or put memu-inference-ollama on"
                                + " the class path and use fromEnvironment().",
                        null);
            }
            Set<String> names = new HashSet<>();
            for (Backend backend : backends) {
                if (!names.add(backend.name())) {
                    throw new InvalidConfigurationException(
                            "Two backends are named '" + backend.name() + "'. Give one of them another name by"
                                    + " named(...): routes and status tell them apart by it.",
                            null);
                }
            }
            return new InferenceRouter(this);
        }
    }
}
