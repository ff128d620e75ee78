package digital.memu.inference.example.ownbackend;

import digital.memu.inference.backend.Backend;
import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.ConnectionException.Kind;
import digital.memu.inference.route.Tier;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One tag server that a router may send requests to. */
// snippet: backend
public final class TagServerBackend implements Backend {

    private final String name;
    private final Tier tier;
    private final TagServer server;

    /** A server at that distance. */
    public TagServerBackend(String name, Tier tier, TagServer server) {
        this.name = name;
        this.tier = tier;
        this.server = server;
    }

    @Override
    public Set<Capability<?>> capabilities() {
        return Set.of(ImageTagger.KEY);
    }

    @Override
    public <T> T bind(Capability<T> capability, CallContext context) {
        ImageTagger tagger = photo -> tag(photo, context);
        return capability.type().cast(tagger);
    }

    private List<String> tag(byte[] photo, CallContext context) {
        try {
            return server.ask(photo, millisLeft(context));
        } catch (IOException e) {
            // The kind decides what becomes of it: REFUSED is hard evidence, so the next backend is asked.
            throw new ConnectionException(Kind.REFUSED, name, "tag", "the tag server did not answer", e);
        }
    }

    @Override
    public void probe(CallContext context) {
        if (!server.ping()) {
            throw new ConnectionException(Kind.REFUSED, name, "probe", "the tag server did not answer", null);
        }
    }
    // end of snippet

    private static long millisLeft(CallContext context) {
        long left = context.deadline() == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : context.deadline() - context.time().nanoTime();
        return Duration.ofNanos(left).toMillis();
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
        return "";
    }

    @Override
    public @Nullable String modelFor(Capability<?> capability, @Nullable String asked) {
        return null;
    }

    @Override
    public void close() {}
}
