package digital.memu.inference.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.Evidence;
import digital.memu.inference.route.Route;
import java.util.List;
import java.util.Set;

/** What a fault says about a server, and what is made of that. */
final class ChaosGrades {

    private ChaosGrades() {}

    static void judge(ChaosCell cell, Route route, List<String> struck, Engine engine, long now) {
        for (Attempt attempt : route.attempts()) {
            if (attempt.outcome() == Attempt.Outcome.FAILED) {
                assertThat(struck).as("who may fail; %s", route).contains(attempt.backend());
                assertThat(attempt.evidence()).as("grade of %s", attempt).isEqualTo(grade(cell, attempt));
                // Where nobody helps out a second attempt may have changed it since.
                if (cell.fleet().rescued()) {
                    assertThat(state(engine, attempt.backend(), now))
                            .as("state after %s", attempt)
                            .isIn(states(attempt.evidence()));
                }
            }
        }
    }

    private static BackendState state(Engine engine, String backend, long now) {
        return engine.members().stream()
                .filter(member -> member.name().equals(backend))
                .map(member -> member.health().state(SimulatedServer.MODEL, now))
                .findFirst()
                .orElseThrow();
    }

    private static Evidence grade(ChaosCell cell, Attempt attempt) {
        return switch (cell.fault()) {
            case OFF -> Evidence.HARD;
            case FROZEN -> cell.frozenAtPhotos() ? Evidence.SOFT : Evidence.HARD;
            // A part of an answer proves that somebody is there.
            case REFUSED, RESET, CUT -> attempt.firstEvent().isPresent() ? Evidence.SOFT : Evidence.HARD;
            case CRASHED, BUSY, MUTE -> Evidence.SOFT;
            case MISSING_MODEL -> Evidence.CONFIGURATION;
            // A service for photos that loads looks like one that is frozen; of a model for chats it is known.
            case LOADING -> cell.work().photos() ? Evidence.SOFT : Evidence.NONE;
            case NONE, SLOW -> throw new AssertionError("nothing may fail: " + attempt);
        };
    }

    private static Set<BackendState> states(Evidence evidence) {
        return switch (evidence) {
            case HARD -> Set.of(BackendState.DOWN);
            case SOFT -> Set.of(BackendState.UP, BackendState.UNKNOWN);
            case CONFIGURATION -> Set.of(BackendState.MISCONFIGURED);
            case NONE -> Set.of(BackendState.LOADING);
        };
    }
}
