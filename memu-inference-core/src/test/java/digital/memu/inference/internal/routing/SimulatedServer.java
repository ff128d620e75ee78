package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.Backend;
import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.backend.Warmth;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.embedding.EmbeddingModel;
import digital.memu.inference.embedding.Embeddings;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.ConnectionException.Kind;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.InferenceTimeoutException.Clock;
import digital.memu.inference.failure.ModelNotFoundException;
import digital.memu.inference.failure.ServerException;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.photo.PhotoModel;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.photo.PhotoTextRequest;
import digital.memu.inference.photo.TextEmbedding;
import digital.memu.inference.route.EmbeddingSpace;
import digital.memu.inference.route.EmbeddingVector;
import digital.memu.inference.route.Evidence;
import digital.memu.inference.route.Route;
import digital.memu.inference.route.Tier;
import digital.memu.inference.route.Zone;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A server in simulated time, with a network between it and its callers that may swallow everything. */
final class SimulatedServer implements Backend {

    static final String MODEL = "m";
    static final Duration FIRST_TOKEN = Duration.ofMillis(200);
    static final Duration TOKEN = Duration.ofMillis(50);

    private static final String URL = "http://simulated";
    private static final Duration ROUND_TRIP = Duration.ofMillis(1);

    private final String name;
    private final Tier tier;
    private final SimulatedTime time;
    private final boolean forPhotos;
    private final List<String> packets = new CopyOnWriteArrayList<>();
    private volatile SimulatedFault fault = SimulatedFault.NONE;
    private volatile boolean warm = true;
    private volatile int loads;
    private volatile CompletableFuture<Void> changed = new CompletableFuture<>();

    SimulatedServer(String name, Tier tier, SimulatedTime time) {
        this(name, tier, time, false);
    }

    /** A server for photos answers nothing at all while it loads a model. */
    SimulatedServer(String name, Tier tier, SimulatedTime time, boolean forPhotos) {
        this.name = name;
        this.tier = tier;
        this.time = time;
        this.forPhotos = forPhotos;
    }

    /** From now on it behaves like this, for those who wait already too. */
    void become(SimulatedFault next) {
        fault = next;
        if (next == SimulatedFault.LOADING) {
            warm = false;
        }
        if (next == SimulatedFault.NONE) {
            warm = true;
        }
        CompletableFuture<Void> before = changed;
        changed = new CompletableFuture<>();
        before.complete(null);
    }

    SimulatedFault fault() {
        return fault;
    }

    /** What reached its network, oldest first. */
    List<String> packets() {
        return packets;
    }

    int loads() {
        return loads;
    }

    @Override
    public void dial(CallContext context) {
        packets.add("dial");
        switch (fault) {
            case OFF -> {
                pause(context.timeouts().connect(Zone.LAN), context, () -> fault != SimulatedFault.OFF);
                if (fault == SimulatedFault.OFF) {
                    throw new ConnectionException(Kind.CONNECT_TIMEOUT, URL, "connect", "no answer", null);
                }
            }
            case REFUSED -> throw new ConnectionException(Kind.REFUSED, URL, "connect", "connection refused", null);
            default -> pause(ROUND_TRIP, context, () -> false);
        }
    }

    /** Every request: the connection, and the silence of who cannot answer. */
    void reach(CallContext context, Duration answerTime) {
        if (!context.freshlySeen() || fault == SimulatedFault.OFF) {
            dial(context);
        }
        if (fault == SimulatedFault.REFUSED) {
            throw new ConnectionException(Kind.REFUSED, URL, "connect", "connection refused", null);
        }
        pause(answerTime, context, () -> false);
        if (forPhotos && fault == SimulatedFault.LOADING && !warm && answerTime.equals(ROUND_TRIP)) {
            throw new InferenceTimeoutException(
                    Clock.FIRST_EVENT, URL, context.timeouts().firstEvent());
        }
        if (fault.silent()) {
            Duration limit = context.timeouts().firstEvent();
            pause(limit, context, () -> !fault.silent());
            if (fault.silent()) {
                throw new InferenceTimeoutException(Clock.FIRST_EVENT, URL, limit);
            }
        }
    }

    @Override
    public void probe(CallContext context) {
        packets.add("probe");
        reach(context, ROUND_TRIP);
    }

    @Override
    public void probeAtWork(CallContext context) {
        if (forPhotos) {
            dial(context);
        } else {
            probe(context);
        }
    }

    @Override
    public Warmth warmth(String model, CallContext context) {
        packets.add("warmth");
        reach(context, ROUND_TRIP);
        return warm ? Warmth.WARM : Warmth.COLD;
    }

    @Override
    public void load(ChatRequest request, CallContext context) {
        packets.add("load");
        reach(context, ROUND_TRIP);
        answer(context);
    }

    @Override
    public boolean continues(ChatRequest request, CallContext context) {
        packets.add("proof");
        reach(context, ROUND_TRIP);
        return true;
    }

    @Override
    public void verify(@Nullable String model, CallContext context) {
        packets.add("verify");
        reach(context, ROUND_TRIP);
        if (fault == SimulatedFault.MISSING_MODEL) {
            throw missing();
        }
    }

    /** What happens before the first event of an answer. */
    void answer(CallContext context) {
        switch (fault) {
            case MISSING_MODEL -> throw missing();
            case BUSY -> throw new ServerException(URL, 503, "server busy", "", null, true);
            case CRASHED -> throw new ServerException(URL, 500, "something new", "", null);
            case CUT, RESET -> throw new ConnectionException(Kind.RESET, URL, "waiting", "connection reset", null);
            case MUTE -> {
                Duration limit = context.timeouts().firstEvent();
                pause(limit, context, () -> fault != SimulatedFault.MUTE);
                if (fault == SimulatedFault.MUTE) {
                    throw new InferenceTimeoutException(Clock.FIRST_EVENT, URL, limit);
                }
            }
            case SLOW -> pause(SimulatedFault.SLOWNESS, context, () -> fault != SimulatedFault.SLOW);
            case LOADING -> {
                if (!warm) {
                    loads++;
                    pause(SimulatedFault.LOAD_TIME, context, () -> warm);
                    warm = true;
                }
            }
            default -> {}
        }
    }

    private static InferenceException missing() {
        return new ModelNotFoundException(URL, 404, MODEL, "model 'm' not found", "");
    }

    /** Lets time pass on the server's side, or less if that comes true or the caller gives up. */
    void pause(Duration span, CallContext context, java.util.function.BooleanSupplier early) {
        long end = time.nanoTime() + span.toNanos();
        long deadline = context.deadline();
        while (time.nanoTime() < end && !early.getAsBoolean()) {
            if (deadline - time.nanoTime() <= 0) {
                throw new InferenceTimeoutException(Clock.TOTAL, URL, Duration.ofSeconds(1));
            }
            CompletableFuture<String> over = new CompletableFuture<>();
            context.onCancel(() -> over.complete("cancelled"));
            CompletableFuture<Void> unused = changed.thenRun(() -> over.complete("changed"));
            long left = Math.min(end, deadline) - time.nanoTime();
            var timer = time.schedule(Duration.ofNanos(left), () -> over.complete("time"));
            try {
                if (time.await(over).equals("cancelled")) {
                    throw new InferenceCancelledException("the caller gave up");
                }
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            } finally {
                timer.cancel();
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Tier tier() {
        return tier;
    }

    @Override
    public String address() {
        return name;
    }

    @Override
    public Set<Capability<?>> capabilities() {
        return forPhotos ? Set.of(Capability.PHOTOS) : Set.of(Capability.CHAT, Capability.EMBEDDING);
    }

    @Override
    public String modelFor(Capability<?> capability, @Nullable String asked) {
        return MODEL;
    }

    @Override
    public <T> T bind(Capability<T> capability, CallContext context) {
        if (capability.equals(Capability.CHAT)) {
            return capability.type().cast(new ChatModel() {
                @Override
                public ChatReply send(ChatRequest request) {
                    throw new UnsupportedOperationException("the engine streams");
                }

                @Override
                public ChatStream stream(ChatRequest request) {
                    packets.add("chat");
                    return new SimulatedAnswer(SimulatedServer.this, request, context);
                }
            });
        }
        if (capability.equals(Capability.PHOTOS)) {
            return capability.type().cast(new PhotoModel() {
                @Override
                public PhotoAnalysis analyze(PhotoRequest request) {
                    work(context, "photo");
                    return PhotoAnalysis.builder(4, 3)
                            .embedding(EmbeddingVector.of(MODEL, new float[] {1, 0}))
                            .build();
                }

                @Override
                public TextEmbedding embedText(PhotoTextRequest request) {
                    work(context, "text");
                    return TextEmbedding.of(EmbeddingVector.of(MODEL, new float[] {1, 0}), Route.of(List.of()));
                }
            });
        }
        return capability.type().cast((EmbeddingModel) request -> {
            work(context, "embed");
            return Embeddings.of(List.of(new float[] {1, 0}), EmbeddingSpace.of(MODEL, 2), null, Route.of(List.of()));
        });
    }

    private void work(CallContext context, String what) {
        packets.add(what);
        reach(context, FIRST_TOKEN);
        answer(context);
    }

    /** The evidence of an answer that broke off. */
    static Evidence evidence() {
        return Evidence.SOFT;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
