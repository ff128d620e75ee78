package digital.memu.inference.internal.routing;

import static digital.memu.inference.internal.routing.Health.with;
import static digital.memu.inference.internal.routing.Health.without;

import digital.memu.inference.internal.routing.Event.Answered;
import digital.memu.inference.internal.routing.Event.Cured;
import digital.memu.inference.internal.routing.Event.Gone;
import digital.memu.inference.internal.routing.Event.LoadBegan;
import digital.memu.inference.internal.routing.Event.LoadEnded;
import digital.memu.inference.internal.routing.Event.Misconfigured;
import digital.memu.inference.internal.routing.Event.NotCured;
import digital.memu.inference.internal.routing.Event.Paused;
import digital.memu.inference.internal.routing.Event.ProbedBadly;
import digital.memu.inference.internal.routing.Event.ProbedWell;
import digital.memu.inference.internal.routing.Event.Served;
import digital.memu.inference.internal.routing.Event.Tripped;
import digital.memu.inference.internal.routing.Event.Wanted;
import digital.memu.inference.route.BackendState;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The one place where what is known of a backend changes: a pure function, whose table is in the architecture's document. */
final class Transition {

    /** Names come from callers, who may make up any number of them. */
    private static final int MOST_MODELS = 64;

    private Transition() {}

    static Health of(Health before, Event event, long now) {
        Health after = changed(before, event, now);
        return after.state(now) == before.state(now) ? after : after.since(now);
    }

    private static Health changed(Health before, Event event, long now) {
        if (event instanceof Answered e) {
            return answered(before, e.model(), now);
        }
        if (event instanceof Served e) {
            Health after = answered(before, e.model(), now);
            return after.tripped(without(after.tripped(), e.capability()));
        }
        if (event instanceof Gone e) {
            return gone(before, e.why(), now);
        }
        if (event instanceof ProbedWell) {
            return probedWell(before, now);
        }
        if (event instanceof ProbedBadly e) {
            return probedBadly(before, e, now);
        }
        if (event instanceof Tripped e) {
            Trouble trouble = new Trouble(e.why(), now, Look.begin(now));
            return before.tripped().containsKey(e.capability())
                    ? before
                    : before.recovery(before.recovery().begin(now))
                            .tripped(with(before.tripped(), e.capability(), trouble));
        }
        if (event instanceof Misconfigured e) {
            return misconfigured(before, e.model(), e.why(), now);
        }
        if (event instanceof Cured e) {
            return cured(before, e.model(), now);
        }
        if (event instanceof NotCured e) {
            return misconfigured(before, e.model(), e.why(), now);
        }
        if (event instanceof LoadBegan e) {
            return before.loading().containsKey(e.model())
                    ? before
                    : before.loading(with(before.loading(), e.model(), now));
        }
        if (event instanceof LoadEnded e) {
            return before.loading(without(before.loading(), e.model()));
        }
        if (event instanceof Paused e) {
            return before.pausedUntil(
                    e.duration().isZero() ? null : now + e.duration().toNanos());
        }
        if (event instanceof Wanted) {
            return wanted(before, now);
        }
        throw new IllegalStateException("not an event: " + event);
    }

    /** Real traffic is the best evidence there is: whatever was believed before, it lives and has the model. */
    private static Health answered(Health before, @Nullable String model, long now) {
        Health up = lives(before, now);
        return up.lastSuccess(now).loading(without(up.loading(), model)).unusable(without(up.unusable(), model));
    }

    private static Health lives(Health before, long now) {
        return switch (before.reach()) {
            case UP -> before;
            case DOWN ->
                before.reach(BackendState.UP, "").recovery(before.recovery().completed(now));
            default -> before.reach(BackendState.UP, "");
        };
    }

    /** Many requests may meet the same outage: only the first one changes anything. */
    private static Health gone(Health before, String why, long now) {
        return before.reach() == BackendState.DOWN
                ? before
                : before.reach(BackendState.DOWN, why)
                        .recovery(before.recovery().begin(now))
                        .loading(Map.of());
    }

    private static Health probedWell(Health before, long now) {
        if (!before.needsProbe()) {
            return before.reach() == BackendState.MISCONFIGURED
                    ? before
                    : before.reach(BackendState.UP, "").lastSuccess(now);
        }
        if (!before.recovery().completedBy(now)) {
            return before.recovery(before.recovery().well(now));
        }
        BackendState reach = before.reach() == BackendState.DOWN ? BackendState.UP : before.reach();
        return before.reach(reach, reach == BackendState.UP ? "" : before.why())
                .lastSuccess(now)
                .recovery(before.recovery().completed(now))
                .tripped(Map.of());
    }

    private static Health probedBadly(Health before, ProbedBadly event, long now) {
        Health down = before.reach() == BackendState.DOWN
                ? before
                : before.recovery(before.recovery().begin(now)).loading(Map.of());
        return down.reach(BackendState.DOWN, event.why())
                .recovery(down.recovery().inVain(now, event.jitter()));
    }

    private static Health misconfigured(Health before, @Nullable String model, String why, long now) {
        if (model == null) {
            return before.reach(BackendState.MISCONFIGURED, why)
                    .recovery(before.recovery().looked(Look.seldom(now)));
        }
        Health lives = lives(before, now);
        Trouble already = lives.unusable().get(model);
        long since = already == null ? now : already.since();
        Map<String, Trouble> known =
                lives.unusable().size() < MOST_MODELS ? lives.unusable() : Map.<String, Trouble>of();
        return lives.lastSuccess(now)
                .loading(without(lives.loading(), model))
                .unusable(with(known, model, new Trouble(why, since, Look.seldom(now))));
    }

    private static Health cured(Health before, @Nullable String model, long now) {
        if (model != null) {
            return before.unusable(without(before.unusable(), model));
        }
        return before.reach() == BackendState.MISCONFIGURED
                ? before.reach(BackendState.UP, "").lastSuccess(now)
                : before;
    }

    private static Health wanted(Health before, long now) {
        return before.recovery(before.recovery().looked(before.recovery().look().dueNow(now)))
                .unusable(due(before.unusable(), now))
                .tripped(due(before.tripped(), now));
    }

    private static Map<String, Trouble> due(Map<String, Trouble> troubles, long now) {
        return troubles.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        e -> e.getValue().looked(e.getValue().look().dueNow(now))));
    }
}
