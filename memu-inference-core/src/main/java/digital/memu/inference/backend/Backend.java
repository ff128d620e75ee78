package digital.memu.inference.backend;

import digital.memu.inference.route.Tier;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One server that a router may send requests to: an Ollama at an address, a fake in a test, a third party's own.
 *
 * <p>Making one contacts nobody. The router that it is given to closes it. Implementations are thread-safe.
 */
public interface Backend extends AutoCloseable {

    /** Name by which people and routes call it; unique within a router. */
    String name();

    /** How far away it is. */
    Tier tier();

    /** Host and port for people, never more; empty where there is none. */
    String address();

    /** What it offers. */
    Set<Capability<?>> capabilities();

    /**
     * The model that it would use for a capability: the caller's name mapped to its own, or its default when the caller
     * named none; null where it has none.
     */
    @Nullable
    String modelFor(Capability<?> capability, @Nullable String asked);

    /**
     * The capability for one attempt, bound to its limits; cheap, and contacts nobody.
     *
     * @throws IllegalArgumentException if it does not offer the capability
     */
    <T> T bind(Capability<T> capability, CallContext context);

    /**
     * Asks the server whether it lives, in a way that loads no model and keeps no machine awake.
     *
     * @throws digital.memu.inference.failure.InferenceException if it does not
     */
    void probe(CallContext context);

    /** Lets go of connections and threads; idempotent. */
    @Override
    void close();
}
