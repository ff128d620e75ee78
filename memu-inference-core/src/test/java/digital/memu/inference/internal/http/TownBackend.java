package digital.memu.inference.internal.http;

import digital.memu.inference.backend.Backend;
import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.backend.Warmth;
import digital.memu.inference.chat.AbstractChatStream;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.chat.Completion;
import digital.memu.inference.chat.FinishReason;
import digital.memu.inference.chat.Usage;
import digital.memu.inference.embedding.EmbeddingModel;
import digital.memu.inference.embedding.Embeddings;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.ConnectionException.Kind;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.InferenceTimeoutException.Clock;
import digital.memu.inference.failure.MisconfiguredException;
import digital.memu.inference.failure.ModelNotFoundException;
import digital.memu.inference.failure.RequestRejectedException;
import digital.memu.inference.failure.ServerException;
import digital.memu.inference.failure.StreamInterruptedException;
import digital.memu.inference.internal.http.Town.Place;
import digital.memu.inference.route.EmbeddingSpace;
import digital.memu.inference.route.Evidence;
import digital.memu.inference.route.HostAddress;
import digital.memu.inference.route.Route;
import digital.memu.inference.route.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A server somewhere in a town, reached by the library's own rules and failing by chance; a name leads to other places with
 * every look-up.
 */
final class TownBackend implements Backend {

    private static final String MODEL = "m";
    private static final HostAddress NAME = HostAddress.parse("gaming-pc");
    private static final List<String> WORDS =
            List.of("The three primary ", "colours ", "are red, ", "green ", "and blue.");

    private final String name;
    private final Tier tier;
    private final Town town;
    private final @Nullable Place place;
    private final int frailty;
    private final Random random;
    private final Consumer<List<Place>> prompts;

    /** A backend that tells {@code prompts} where each prompt went. */
    TownBackend(String name, Town town, Random random, Consumer<List<Place>> prompts) {
        this.name = name;
        this.tier = random.nextInt(3) == 0 ? Tier.LOCAL : Tier.EXTERNAL;
        this.town = town;
        this.place = random.nextInt(4) == 0 ? null : town.any(random);
        this.frailty = random.nextInt(3);
        this.random = random;
        this.prompts = prompts;
    }

    private void prompt(CallContext context) {
        mayBeGone();
        prompts.accept(places(context));
        if (isStruck()) {
            fail();
        }
    }

    /** Where a request goes by the library's own rules. */
    private List<Place> places(CallContext context) {
        if (place != null) {
            town.resolve(place, context);
            return List.of(place);
        }
        List<Place> found = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            found.add(town.any(random));
        }
        town.check(NAME, found, context);
        return found;
    }

    /** Asked for anything but a prompt it goes by no rules, so that no dial keeps a prompt from being tried. */
    private void mayBeGone() {
        if (isStruck()) {
            throw new ConnectionException(Kind.REFUSED, name, "connecting", "connection refused", null);
        }
    }

    private boolean isStruck() {
        return frailty > 0 && random.nextInt(6) < frailty;
    }

    private void fail() {
        switch (random.nextInt(8)) {
            case 0 -> throw new ConnectionException(Kind.RESET, name, "waiting", "reset", null);
            case 1 -> throw new ServerException(name, 503, "server busy", "", null, true);
            case 2 -> throw new ServerException(name, 500, "something new", "", null);
            case 3 -> throw new ModelNotFoundException(name, 404, MODEL, "not found", "");
            case 4 -> throw new MisconfiguredException(name, 401, "unauthorized", "", null);
            case 5 -> throw new InferenceTimeoutException(Clock.FIRST_EVENT, name, Duration.ofSeconds(30));
            case 6 -> throw new RequestRejectedException(name, 400, "no", "", null);
            default -> throw new IllegalStateException("a mistake of the backend's own");
        }
    }

    @Override
    public void dial(CallContext context) {
        mayBeGone();
    }

    @Override
    public void probe(CallContext context) {
        mayBeGone();
    }

    @Override
    public Warmth warmth(String model, CallContext context) {
        mayBeGone();
        return Warmth.values()[random.nextInt(Warmth.values().length)];
    }

    @Override
    public void load(ChatRequest request, CallContext context) {
        mayBeGone();
    }

    @Override
    public boolean continues(ChatRequest request, CallContext context) {
        mayBeGone();
        return random.nextBoolean();
    }

    @Override
    public <T> T bind(Capability<T> capability, CallContext context) {
        if (!capability.equals(Capability.CHAT)) {
            return capability.type().cast((EmbeddingModel) request -> {
                prompt(context);
                return Embeddings.of(
                        List.of(new float[] {1, 0}), EmbeddingSpace.of(MODEL, 2), null, Route.of(List.of()));
            });
        }
        return capability.type().cast(new ChatModel() {
            @Override
            public ChatReply send(ChatRequest request) {
                throw new UnsupportedOperationException("the engine streams");
            }

            @Override
            public ChatStream stream(ChatRequest request) {
                return new Answer(context);
            }
        });
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
        return Set.of(Capability.CHAT, Capability.EMBEDDING);
    }

    @Override
    public String modelFor(Capability<?> capability, @Nullable String asked) {
        return MODEL;
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    private final class Answer extends AbstractChatStream {
        private final CallContext context;
        private int at;

        Answer(CallContext context) {
            this.context = context;
        }

        @Override
        protected ChatEvent read() {
            if (at == 0) {
                prompt(context);
            } else if (frailty > 0 && random.nextInt(15) < frailty) {
                throw new StreamInterruptedException(name, "it broke off", Evidence.SOFT, partialText(), null);
            }
            return at == WORDS.size()
                    ? ChatEvent.end(Completion.of(MODEL, FinishReason.STOP, Usage.none()))
                    : ChatEvent.text(WORDS.get(at++));
        }

        @Override
        protected void release() {
            context.cancel();
        }

        @Override
        protected Route route() {
            return Route.of(List.of());
        }
    }
}
