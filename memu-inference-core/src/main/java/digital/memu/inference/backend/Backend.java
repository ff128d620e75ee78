package digital.memu.inference.backend;

import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.route.Tier;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One server that a router may send requests to: an Ollama at an address, a fake in a test, a third party's own.
 *
 * <p>Making one contacts nobody. The router that it is given to closes it. Implementations are thread-safe. The methods with
 * a default tell the router more than whether a call succeeded; a backend without them is routed to all the same.
 */
public interface Backend extends AutoCloseable {

    /** Name by which people and routes call it; unique within a router. */
    String name();

    /** The kind of service that it is, as people call it ({@code Ollama}); by default its own name. */
    default String service() {
        return name();
    }

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

    /**
     * Connects and hangs up: whether the host is there, at no cost to the server. Decides the race between backends of which
     * nothing is known; by default nobody is contacted and the host counts as there.
     *
     * @throws digital.memu.inference.failure.InferenceException if it is not there
     */
    default void dial(CallContext context) {}

    /**
     * Whether a model is in the server's memory; loads nothing. By default not known.
     *
     * @throws digital.memu.inference.failure.InferenceException if the server does not tell
     */
    default Warmth warmth(String model, CallContext context) {
        return Warmth.UNKNOWN;
    }

    /**
     * Loads the model that a chat needs, with the options that the chat would load it with, and returns when it is loaded;
     * by default there is nothing to load.
     *
     * @throws digital.memu.inference.failure.InferenceException if it could not be loaded
     */
    default void load(ChatRequest request, CallContext context) {}

    /**
     * Whether the model is proved to go on with a text that the request's last message, an assistant's, begins; by default
     * it is not. A model that is not would begin a new answer, silently.
     *
     * @param request the conversation, whose last message is not the assistant's yet
     * @throws digital.memu.inference.failure.InferenceException if the server does not tell
     */
    default boolean continues(ChatRequest request, CallContext context) {
        return false;
    }

    /**
     * Asks whether a wrong set-up has been put right, in a way that loads no model; by default as {@link #probe} does.
     *
     * @param model what was missing; null when the server as a whole was set up wrongly
     * @throws digital.memu.inference.failure.InferenceException if it has not
     */
    default void verify(@Nullable String model, CallContext context) {
        probe(context);
    }

    /**
     * Asks whether it is still there while a call of ours is silent; by default as {@link #probe} does. A server that its own
     * work keeps from answering a probe is asked in another way.
     *
     * @throws digital.memu.inference.failure.InferenceException if it is not
     */
    default void probeAtWork(CallContext context) {
        probe(context);
    }

    /** How many calls it can take at a time; empty leaves that to the router's policy, which may also want fewer. */
    default OptionalInt concurrency() {
        return OptionalInt.empty();
    }

    /**
     * How long a call that was given up runs on there, presumably, and takes up its place; by default not at all, because the
     * server ends it when the connection does.
     *
     * @param after how long it had run when it was given up
     */
    default Duration runsOn(Duration after) {
        return Duration.ZERO;
    }

    /** Lets go of connections and threads; idempotent. */
    @Override
    void close();
}
