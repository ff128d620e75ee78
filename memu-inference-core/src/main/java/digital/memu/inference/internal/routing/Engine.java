package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.Backend;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.route.InferenceListener;
import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.route.RoutingPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Everything behind the door: the members, the rules, and the routed form of each capability. Thread-safe. */
public final class Engine implements AutoCloseable {

    private final TimeSource time;
    private final RoutingPolicy policy;
    private final Listeners listener;
    private final List<Member> members;
    private final Candidates candidates;
    private final Prober prober;

    /** An engine that owns the backends from now on; {@code background} runs what nobody waits for. */
    public Engine(
            List<Backend> backends,
            RoutingPolicy policy,
            List<InferenceListener> listeners,
            TimeSource time,
            Executor background) {
        this.time = time;
        this.policy = policy;
        this.listener = new Listeners(listeners);
        this.members = backends.stream().map(b -> new Member(b, listener)).toList();
        this.candidates = new Candidates(policy, members);
        this.prober = new Prober(time, policy, background);
    }

    /**
     * The routed form of a capability, under the caller's wishes.
     *
     * @throws IllegalArgumentException if the capability does not say how it is routed
     */
    public <T> T routed(Capability<T> capability, RequestOptions options) {
        Terms terms = Terms.of(policy, options);
        if (capability.equals(Capability.CHAT)) {
            return capability.type().cast(new RoutedChat(this, terms));
        }
        if (capability.equals(Capability.EMBEDDING)) {
            return capability.type().cast(new RoutedEmbedding(this, terms));
        }
        return capability
                .routed()
                .orElseThrow(() -> new IllegalArgumentException(capability + " does not say how it is routed"))
                .apply(new RoutedCalls<>(this, terms, capability));
    }

    <T> Dispatch<T> dispatch(
            Terms terms,
            Capability<T> capability,
            @Nullable String model,
            boolean sameModel,
            Optional<Duration> limit) {
        long deadline = limit.map(l -> time.nanoTime() + l.toNanos()).orElse(Long.MAX_VALUE);
        List<Candidate> ranked = candidates.rank(capability, model, sameModel, terms.options());
        return new Dispatch<>(this, terms, capability, ranked, deadline);
    }

    /** Whether there is a backend of this name. */
    public boolean knows(String backend) {
        return members.stream().anyMatch(member -> member.backend().name().equals(backend));
    }

    /** Whether more than one backend offers it. */
    boolean several(Capability<?> capability) {
        return candidates.several(capability);
    }

    TimeSource time() {
        return time;
    }

    InferenceListener listener() {
        return listener;
    }

    Prober prober() {
        return prober;
    }

    @Override
    public void close() {
        RuntimeException failure = null;
        for (Member member : members) {
            try {
                member.backend().close();
            } catch (RuntimeException e) {
                // The others must be closed all the same; the first failure is told when they are.
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
