package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.route.Timeouts;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Looks after backends that are out of use, by demand: a request that passes one over starts a probe and does not wait for
 * it.
 *
 * <p>An idle router sends nothing, so that machines may sleep.
 */
final class Prober {

    /** Metadata is answered at once or not at all. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final TimeSource time;
    private final RoutingPolicy policy;
    private final Timeouts timeouts;
    private final Executor background;

    Prober(TimeSource time, RoutingPolicy policy, Executor background) {
        this.time = time;
        this.policy = policy;
        Duration limit = policy.timeouts().firstEvent();
        this.timeouts = policy.timeouts().toBuilder()
                .firstEvent(limit.compareTo(PATIENCE) < 0 ? limit : PATIENCE)
                .build();
        this.background = background;
    }

    /** Starts a probe in the background unless the last look is too recent. */
    void passedOver(Member member, Capability<?> capability) {
        if (member.claimLook(capability, time.nanoTime())) {
            background.execute(() -> probe(member));
        }
    }

    private void probe(Member member) {
        CallContext context = new CallContext(time, timeouts, policy.zones(), Long.MAX_VALUE, false);
        try {
            member.backend().probe(context);
            member.probedWell(time.nanoTime());
        } catch (InferenceCancelledException e) {
            // The router is closing: that says nothing about the backend.
            context.cancel();
        } catch (InferenceException e) {
            member.probedBadly(e.what(), time.nanoTime());
        } catch (RuntimeException e) {
            member.probedBadly("its probe failed: " + e.getClass().getName(), time.nanoTime());
        }
    }
}
