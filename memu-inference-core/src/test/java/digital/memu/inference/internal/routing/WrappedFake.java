package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.Backend;
import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.backend.Warmth;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.route.Tier;
import digital.memu.inference.testing.FakeBackend;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A fake of which a test replaces single abilities. */
public class WrappedFake implements Backend {

    protected final FakeBackend fake;

    protected WrappedFake(FakeBackend fake) {
        this.fake = fake;
    }

    @Override
    public String name() {
        return fake.name();
    }

    @Override
    public String service() {
        return fake.service();
    }

    @Override
    public Tier tier() {
        return fake.tier();
    }

    @Override
    public String address() {
        return fake.address();
    }

    @Override
    public Set<Capability<?>> capabilities() {
        return fake.capabilities();
    }

    @Override
    public @Nullable String modelFor(Capability<?> capability, @Nullable String asked) {
        return fake.modelFor(capability, asked);
    }

    @Override
    public <T> T bind(Capability<T> capability, CallContext context) {
        return fake.bind(capability, context);
    }

    @Override
    public void probe(CallContext context) {
        fake.probe(context);
    }

    @Override
    public void dial(CallContext context) {
        fake.dial(context);
    }

    @Override
    public Warmth warmth(String model, CallContext context) {
        return fake.warmth(model, context);
    }

    @Override
    public void load(ChatRequest request, CallContext context) {
        fake.load(request, context);
    }

    @Override
    public boolean continues(ChatRequest request, CallContext context) {
        return fake.continues(request, context);
    }

    @Override
    public void close() {
        fake.close();
    }
}
