package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.Backend;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.InferenceListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** One backend in the router, with what the router has learnt about it. Thread-safe. */
final class Member {

    private final Backend backend;
    private final InferenceListener listener;
    private final AtomicReference<Health> health = new AtomicReference<>(Health.unknown());
    private final Map<Capability<?>, Breaker> breakers = new ConcurrentHashMap<>();

    Member(Backend backend, InferenceListener listener) {
        this.backend = backend;
        this.listener = listener;
    }

    Backend backend() {
        return backend;
    }

    Health health() {
        return health.get();
    }

    /** Why it may not be asked at this moment; empty when it may. */
    String stateAgainst(Capability<?> capability) {
        Health now = health.get();
        if (now.state() == BackendState.DOWN) {
            return "down: " + now.why();
        }
        Breaker breaker = breakers.get(capability);
        return breaker != null && breaker.isOpen() ? "failed repeatedly: " + breaker.why() : "";
    }

    /** An answer began: it lives, whatever becomes of the answer. */
    void answering(long now) {
        update(h -> h.answered(now));
    }

    void succeeded(Capability<?> capability, long now) {
        update(h -> h.answered(now));
        Breaker breaker = breakers.get(capability);
        if (breaker != null && breaker.success()) {
            listener.breakerClosed(backend.name(), capability.name());
        }
    }

    void failed(Capability<?> capability, InferenceException e, long now) {
        switch (e.evidence()) {
            case HARD -> update(h -> h.gone(e.what(), now));
            case SOFT -> {
                Breaker breaker = breakers.computeIfAbsent(capability, c -> new Breaker());
                if (breaker.failure(e.what(), now)) {
                    listener.breakerOpened(backend.name(), capability.name(), e.what());
                }
            }
            // It answered, if only to say no: nothing here speaks against its health.
            case CONFIGURATION, NONE -> {}
        }
    }

    void probedWell(long now) {
        update(h -> h.answered(now));
        breakers.forEach((capability, breaker) -> {
            if (breaker.close()) {
                listener.breakerClosed(backend.name(), capability.name());
            }
        });
    }

    void probedBadly(String reason, long now) {
        update(h -> h.stillGone(reason, now));
        breakers.values().forEach(breaker -> breaker.lookedInVain(now));
    }

    /** Claims the next probe: true for one caller only when it is time. */
    boolean claimLook(Capability<?> capability, long now) {
        Health seen = health.get();
        if (seen.state() == BackendState.DOWN) {
            return seen.look().due(now) && health.compareAndSet(seen, seen.looking(now));
        }
        Breaker breaker = breakers.get(capability);
        return breaker != null && breaker.claimLook(now);
    }

    private void update(UnaryOperator<Health> change) {
        Health before = health.getAndUpdate(change);
        Health after = change.apply(before);
        if (before.state() != after.state()) {
            listener.stateChanged(backend.name(), before.state(), after.state(), after.why());
        }
    }
}
