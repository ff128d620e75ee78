package digital.memu.inference;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.backend.Warmth;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.internal.routing.WrappedFake;
import digital.memu.inference.testing.FakeBackend;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A fake that has to load its model first, or one that looks at photos and knows no models. */
final class StatusBackend extends WrappedFake {

    static final Capability<Runnable> PHOTOS = Capability.of(
            "photos",
            Runnable.class,
            dispatcher -> () -> dispatcher.call(photos -> {
                photos.run();
                return true;
            }));

    final CountDownLatch loading = new CountDownLatch(1);
    final CountDownLatch loaded = new CountDownLatch(1);
    private final boolean photos;

    private StatusBackend(FakeBackend fake, boolean photos) {
        super(fake);
        this.photos = photos;
    }

    static StatusBackend cold(FakeBackend fake) {
        return new StatusBackend(fake, false);
    }

    static StatusBackend photos(FakeBackend.Builder builder) {
        return new StatusBackend(
                builder.service("Immich ML").offering(PHOTOS, () -> {}).build(), true);
    }

    @Override
    public Set<Capability<?>> capabilities() {
        return photos ? Set.of(PHOTOS) : Set.of(Capability.CHAT);
    }

    @Override
    public @Nullable String modelFor(Capability<?> capability, @Nullable String asked) {
        return photos ? null : fake.modelFor(capability, asked);
    }

    @Override
    public Warmth warmth(String model, CallContext context) {
        return photos || loaded.getCount() == 0 ? Warmth.WARM : Warmth.COLD;
    }

    @Override
    public void load(ChatRequest request, CallContext context) {
        loading.countDown();
        try {
            loaded.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceCancelledException("interrupted while loading");
        }
    }

    @Override
    public void close() {
        loaded.countDown();
        super.close();
    }
}
