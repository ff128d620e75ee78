package digital.memu.inference.internal.routing;

import digital.memu.inference.route.BackendState;
import org.jspecify.annotations.Nullable;

/**
 * Whether a backend's state speaks against asking it for something.
 *
 * @param state as far as that thing is concerned
 * @param why the bad news behind that, in words; empty where there is none
 * @param look when it is looked at again; null when it need not be
 * @param against why it may not be asked; empty when it may
 * @param mayPanic whether it may be tried all the same when nobody else is left
 */
record Standing(BackendState state, String why, @Nullable Look look, String against, boolean mayPanic) {

    static Standing of(Health health, String capability, @Nullable String model, long now) {
        BackendState state = health.state(model, now);
        Trouble trip = health.tripped().get(capability);
        Look nextTry = trip == null ? null : trip.look();
        return switch (state) {
            // Its owner has said so: that holds, whoever else is left.
            case PAUSED -> new Standing(state, "", nextTry, "paused by its owner", false);
            case DOWN -> new Standing(state, health.why(), health.recovery().look(), "down: " + health.why(), true);
            case MISCONFIGURED -> {
                Trouble own = model == null || health.reach() == state
                        ? null
                        : health.unusable().get(model);
                String why = own == null ? health.why() : own.why();
                Look look = own == null ? health.recovery().look() : own.look();
                yield new Standing(state, why, look, "misconfigured: " + why, true);
            }
            case UNKNOWN, UP, LOADING -> {
                String why = trip == null ? "" : trip.why();
                yield new Standing(state, why, nextTry, trip == null ? "" : "failed repeatedly: " + why, true);
            }
        };
    }
}
