package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.MisconfiguredException;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.Evidence;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.route.Timeouts;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Looks after backends that are out of use, by demand: a request that passes one over starts a probe and does not wait for
 * it.
 *
 * <p>An idle router sends nothing, so that machines may sleep; nothing here loads a model.
 */
final class Prober {

    private final TimeSource time;
    private final RoutingPolicy policy;
    private final Timeouts timeouts;
    private final Executor background;

    Prober(TimeSource time, RoutingPolicy policy, Executor background) {
        this.time = time;
        this.policy = policy;
        this.timeouts = Inquiry.limits(policy.timeouts());
        this.background = background;
    }

    /** Starts a look in the background unless the last one is too recent. */
    void passedOver(Member member, Capability<?> capability, @Nullable String model) {
        if (member.health().state(model, time.nanoTime()) == BackendState.MISCONFIGURED) {
            if (member.claimVerification(model)) {
                background.execute(() -> verify(member, model));
            }
        } else if (member.claimProbe(capability)) {
            background.execute(() -> probe(member, new CompletableFuture<>()));
        }
    }

    /** Asks everybody once, whatever is known; completed when all that came of it is known. */
    CompletableFuture<?> askAll(List<Member> members) {
        return CompletableFuture.allOf(members.stream()
                .map(member -> {
                    member.learn(new Event.Wanted());
                    return ask(member);
                })
                .toArray(CompletableFuture[]::new));
    }

    /** The question that is on its way, or a new one: many that wait for a slow answer would take up all the threads. */
    private CompletableFuture<Void> ask(Member member) {
        return member.asked()
                .join(
                        CompletableFuture::new,
                        end -> background.execute(() -> {
                            try {
                                verifyAll(member);
                                probe(member, end);
                            } catch (RuntimeException | Error e) {
                                end.complete(null);
                                throw e;
                            }
                        }));
    }

    private void verifyAll(Member member) {
        Health known = member.health();
        if (known.reach() == BackendState.MISCONFIGURED) {
            verify(member, null);
        }
        known.unusable().keySet().forEach(model -> verify(member, model));
    }

    /** Two good probes bring it back; the second follows by itself when the first one was good. */
    private void probe(Member member, CompletableFuture<Void> end) {
        CallContext context = context();
        boolean again = false;
        try {
            member.backend().probe(context);
            member.learn(new Event.ProbedWell());
            again = member.health().needsProbe();
        } catch (InferenceCancelledException e) {
            // The router is closing: that says nothing about the backend.
            context.cancel();
        } catch (InferenceException e) {
            probedBadly(member, e);
        } catch (RuntimeException e) {
            member.probedBadly("its probe failed: " + e.getClass().getName());
        }
        if (again) {
            time.schedule(member.health().recovery().dwell(), () -> background.execute(() -> probe(member, end)));
        } else {
            end.complete(null);
        }
    }

    private static void probedBadly(Member member, InferenceException e) {
        if (e.evidence() == Evidence.CONFIGURATION) {
            member.learn(new Event.Misconfigured(null, e.what()));
        } else if (e.evidence() != Evidence.NONE) {
            // Without evidence the backend has no verdict of its own: all stays as it was.
            member.probedBadly(e.what());
        }
    }

    private void verify(Member member, @Nullable String model) {
        CallContext context = context();
        try {
            member.backend().verify(model, context);
            member.learn(new Event.Cured(model));
        } catch (InferenceCancelledException e) {
            context.cancel();
        } catch (InferenceException e) {
            if (e.evidence() == Evidence.CONFIGURATION) {
                boolean whole = e instanceof MisconfiguredException setup && setup.wholeBackend();
                member.learn(new Event.NotCured(whole ? null : model, e.what()));
            } else if (e.evidence() == Evidence.HARD) {
                member.probedBadly(e.what());
            }
        } catch (RuntimeException e) {
            member.learn(new Event.NotCured(
                    model, "its verification failed: " + e.getClass().getName()));
        }
    }

    private CallContext context() {
        return new CallContext(time, timeouts, policy.zones(), Long.MAX_VALUE, false);
    }
}
