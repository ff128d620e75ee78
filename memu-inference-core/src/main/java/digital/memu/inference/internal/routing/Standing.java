package digital.memu.inference.internal.routing;

import digital.memu.inference.route.BackendState;
import org.jspecify.annotations.Nullable;

/**
 * Whether a backend's state speaks against asking it for something.
 *
 * @param state as far as that thing is concerned
 * @param against why it may not be asked; empty when it may
 * @param mayPanic whether it may be tried all the same when nobody else is left
 */
record Standing(BackendState state, String against, boolean mayPanic) {

    static Standing of(Health health, String capability, @Nullable String model, long now) {
        BackendState state = health.state(model, now);
        return switch (state) {
            // Its owner has said so: that holds, whoever else is left.
            case PAUSED -> new Standing(state, "paused by its owner", false);
            case DOWN -> new Standing(state, "down: " + health.why(), true);
            case MISCONFIGURED -> {
                Trouble trouble = model == null ? null : health.unusable().get(model);
                String why = health.reach() == state || trouble == null ? health.why() : trouble.why();
                yield new Standing(state, "misconfigured: " + why, true);
            }
            case UNKNOWN, UP, LOADING -> {
                Trouble trouble = health.tripped().get(capability);
                yield new Standing(state, trouble == null ? "" : "failed repeatedly: " + trouble.why(), true);
            }
        };
    }
}
