package digital.memu.inference.immich;

import digital.memu.inference.failure.ModelNotFoundException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What is known of a server's models until it is started anew. Thread-safe. */
final class ModelKnowledge {

    /** Whoever asks for more different ones makes names up. */
    private static final int MOST = 1_000;

    private static final long AN_HOUR = Duration.ofHours(1).toNanos();

    private final Map<ImmichMlModel, State> states = new ConcurrentHashMap<>();
    private final Map<String, Long> refusedSince = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable CompletableFuture<Boolean>> asking = new AtomicReference<>();

    /** What is known of a model. */
    enum State {
        /** It has answered: it is there. */
        SERVED,
        /** The server does not refuse its name, which newer ones do of none. */
        ACCEPTED,
        /** The server does not know it. */
        UNKNOWN
    }

    /** Null where nothing is known. */
    @Nullable
    State of(ImmichMlModel model) {
        return states.get(model);
    }

    void learn(ImmichMlModel model, State state) {
        if (states.size() >= MOST) {
            states.clear();
        }
        states.put(model, state);
    }

    void forget() {
        states.clear();
        refusedSince.clear();
    }

    /**
     * Throws as long as a model of this name counts as unknown: until the server is started anew, or for an hour, since who
     * updates it does not tell us.
     */
    void checkAgain(String name, String url, long now) {
        boolean unknown = states.entrySet().stream()
                .anyMatch(known -> known.getValue() == State.UNKNOWN
                        && known.getKey().name().equals(name));
        if (!unknown) {
            return;
        }
        long since = refusedSince.computeIfAbsent(name, first -> now);
        if (now - since < AN_HOUR) {
            throw new ModelNotFoundException(url, 500, name, "still not known there", "Update Immich there");
        }
        refusedSince.remove(name);
        states.keySet().removeIf(model -> model.name().equals(name));
    }

    /**
     * The end of the question that is on its way, for which others wait and do not ask, too: it may cost the server a second.
     */
    AtomicReference<@Nullable CompletableFuture<Boolean>> asking() {
        return asking;
    }
}
