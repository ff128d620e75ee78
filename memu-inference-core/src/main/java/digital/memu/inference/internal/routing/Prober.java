package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.route.RoutingPolicy;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Looks after backends that are down, by demand: a request that passes one over starts a probe and does not wait for it.
 *
 * <p>An idle router sends nothing, so that machines may sleep.
 */
final class Prober {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final TimeSource time;
    private final RoutingPolicy policy;
    private final Executor background;

    Prober(TimeSource time, RoutingPolicy policy, Executor background) {
        this.time = time;
        this.policy = policy;
        this.background = background;
    }

    /** Starts a probe in the background unless the last look is too recent. */
    void passedOver(Member member) {
        if (member.claimLook(time.nanoTime())) {
            background.execute(() -> probe(member));
        }
    }

    private void probe(Member member) {
        long deadline = time.nanoTime() + LIMIT.toNanos();
        CallContext context = new CallContext(time, policy.timeouts(), policy.zones(), deadline, false);
        try {
            member.backend().probe(context);
            member.probedWell(time.nanoTime());
        } catch (InferenceException e) {
            member.probedBadly(e, time.nanoTime());
        }
    }
}
