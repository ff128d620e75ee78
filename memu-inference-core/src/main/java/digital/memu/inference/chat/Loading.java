package digital.memu.inference.chat;

import java.time.Duration;
import java.util.Objects;

/** How far the wait for a model has come: a server is loading it, and the answer follows. Immutable and thread-safe. */
public final class Loading {

    private final String backend;
    private final String model;
    private final Duration waited;

    private Loading(String backend, String model, Duration waited) {
        this.backend = Objects.requireNonNull(backend);
        this.model = Objects.requireNonNull(model);
        this.waited = Objects.requireNonNull(waited);
    }

    /** The wait for {@code model} on {@code backend} has lasted for {@code waited}. */
    public static Loading of(String backend, String model, Duration waited) {
        return new Loading(backend, model, waited);
    }

    /** Name of the backend. */
    public String backend() {
        return backend;
    }

    /** The model that is being loaded. */
    public String model() {
        return model;
    }

    /** Since when the router has known of the load. */
    public Duration waited() {
        return waited;
    }

    @Override
    public String toString() {
        return backend + " has been loading " + model + " for " + waited.toSeconds() + " s";
    }
}
