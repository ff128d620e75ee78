package digital.memu.inference.testing;

import digital.memu.inference.backend.Backend;
import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.embedding.EmbeddingRequest;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.route.Tier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A backend without a server, for the unit tests of programs that use a router: it answers as told, and fails as told.
 *
 * <p>Answers word by word with the same text always, gives vectors that depend on the text alone, and keeps what it was
 * asked. Thread-safe; the router closes it.
 */
public final class FakeBackend implements Backend {

    private final String name;
    private final String service;
    private final String address;
    private final Tier tier;
    private final String model;
    private final Map<Capability<?>, Function<CallContext, ?>> offers = new LinkedHashMap<>();
    private final FakeMood mood = new FakeMood();
    private final FakeLog log = new FakeLog();

    private FakeBackend(Builder builder) {
        this.name = builder.name;
        this.service = builder.service;
        this.address = builder.address;
        this.tier = builder.tier;
        this.model = builder.model;
        offers.put(Capability.CHAT, context -> new FakeChat(builder.answer, model, mood, log, context));
        offers.put(Capability.EMBEDDING, context -> new FakeEmbedding(name, tier, mood, log, context));
        offers.put(Capability.PHOTOS, context -> new FakePhotos(name, tier, mood, log, context));
        builder.others.forEach((capability, implementation) -> offers.put(capability, context -> {
            mood.check(context);
            return implementation;
        }));
    }

    /** A builder of an external backend with this name. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** From now on nobody is there: every call and probe is refused at once. */
    public void goOffline() {
        mood.goOffline();
    }

    /** From now on it accepts calls and stays silent, until a clock runs out or the caller gives up. */
    public void goSilent() {
        mood.goSilent();
    }

    /** From now on all is well again. */
    public void comeBack() {
        mood.comeBack();
    }

    /** The next call fails in this way; calls may be queued. */
    public void failNext(InferenceException failure) {
        mood.failNext(failure);
    }

    /** The next chat answer breaks off after this many events. */
    public void dieAfter(int events) {
        mood.dieAfter(events);
    }

    /** The chat requests received, oldest first. */
    public List<ChatRequest> chats() {
        return log.chats();
    }

    /** The embedding requests received, oldest first. */
    public List<EmbeddingRequest> embeddings() {
        return log.embeddings();
    }

    /** The photo requests received, oldest first. */
    public List<PhotoRequest> photos() {
        return log.photos();
    }

    /** How often it was asked whether it lives. */
    public int probes() {
        return log.probes();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String service() {
        return service;
    }

    @Override
    public Tier tier() {
        return tier;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public Set<Capability<?>> capabilities() {
        return Set.copyOf(offers.keySet());
    }

    @Override
    public @Nullable String modelFor(Capability<?> capability, @Nullable String asked) {
        return asked != null ? asked : model;
    }

    @Override
    public <T> T bind(Capability<T> capability, CallContext context) {
        Function<CallContext, ?> offer = offers.get(capability);
        if (offer == null) {
            throw new IllegalArgumentException(name + " offers no " + capability);
        }
        return capability.type().cast(offer.apply(context));
    }

    @Override
    public void probe(CallContext context) {
        log.probed();
        mood.check(context);
    }

    @Override
    public void close() {
        mood.close();
    }

    @Override
    public String toString() {
        return "FakeBackend[" + name + "]";
    }

    /** Collects what a fake is like; not thread-safe. */
    public static final class Builder {
        private final String name;
        private String service = "Fake";
        private String address = "";
        private Tier tier = Tier.EXTERNAL;
        private String model = "fake";
        private Function<ChatRequest, String> answer = request -> "This is a fake answer.";
        private final Map<Capability<?>, Object> others = new LinkedHashMap<>();

        private Builder(String name) {
            this.name = Objects.requireNonNull(name);
        }

        /** The kind of service it says it is; default {@code Fake}. */
        public Builder service(String service) {
            this.service = Objects.requireNonNull(service);
            return this;
        }

        /** Host and port it says it is at; default none. */
        public Builder address(String address) {
            this.address = Objects.requireNonNull(address);
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

        /** The model it says it uses; default {@code fake}. */
        public Builder model(String model) {
            this.model = Objects.requireNonNull(model);
            return this;
        }

        /** What it answers to every chat. */
        public Builder answering(String text) {
            return answering(request -> text);
        }

        /** What it answers to a chat. */
        public Builder answering(Function<ChatRequest, String> answer) {
            this.answer = Objects.requireNonNull(answer);
            return this;
        }

        /** Something else that it offers. */
        public <T> Builder offering(Capability<T> capability, T implementation) {
            this.others.put(capability, Objects.requireNonNull(implementation));
            return this;
        }

        /** The fake. */
        public FakeBackend build() {
            return new FakeBackend(this);
        }
    }
}
