package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.Backend;
import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.ColdStart;
import digital.memu.inference.route.Explanation;
import digital.memu.inference.route.InferenceListener;
import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.route.RoutingPolicy;
import java.time.Duration;
import java.util.ArrayList;
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
    private final Dialling dialling;
    private final Inquiry inquiry;
    private final Loads loads;
    private final RetryBudget retries = new RetryBudget();

    /** An engine that owns the backends from now on; {@code background} runs what nobody waits for, and may block. */
    public Engine(
            List<Backend> backends,
            RoutingPolicy policy,
            List<InferenceListener> listeners,
            TimeSource time,
            Executor background) {
        this.time = time;
        this.policy = policy;
        this.listener = new Listeners(listeners);
        this.members = backends.stream()
                .map(b -> new Member(b, listener, policy, time))
                .toList();
        this.candidates = new Candidates(policy, members);
        this.prober = new Prober(time, policy, background);
        this.dialling = new Dialling(time, policy, background);
        this.inquiry = new Inquiry(time, policy, background);
        this.loads = new Loads(time, policy, inquiry, background);
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
        retries.request();
        List<Candidate> ranked = candidates.rank(capability, model, sameModel, terms.options(), time.nanoTime());
        return new Dispatch<>(this, terms, capability, ranked, limit.orElse(null));
    }

    /** Who would serve a request that names no model, from memory only. */
    public Explanation explain(Capability<?> capability, RequestOptions options) {
        long now = time.nanoTime();
        boolean meanwhile = capability.equals(Capability.CHAT)
                && Terms.of(policy, options).policy().coldStart() == ColdStart.ANSWER_LOCALLY_MEANWHILE;
        List<Candidate> ranked = candidates.rank(capability, null, false, options, now);
        List<Explanation.Choice> choices = new ArrayList<>();
        for (int place = 0; place < ranked.size(); place++) {
            Candidate candidate = ranked.get(place);
            Backend backend = candidate.member().backend();
            BackendState state = candidate.member().health().state(candidate.model(), now);
            boolean othersLeft =
                    ranked.subList(place + 1, ranked.size()).stream().anyMatch(Candidate::accepted);
            String against = candidate.accepted() && meanwhile && othersLeft && state == BackendState.LOADING
                    ? "loading " + candidate.model()
                    : candidate.rejection();
            choices.add(Explanation.Choice.of(backend.name(), backend.tier(), state, candidate.model(), against));
        }
        return Explanation.of(choices);
    }

    /** Leaves a backend alone for so long; zero ends that. */
    public void pause(String backend, Duration duration) {
        members.stream()
                .filter(member -> member.name().equals(backend))
                .forEach(member -> member.learn(new Event.Paused(duration)));
    }

    /**
     * Asks everybody once, and returns when that is done or the time is over.
     *
     * @throws digital.memu.inference.failure.InferenceCancelledException if the thread is interrupted
     */
    public void refresh(Duration limit) {
        CallContext context = new CallContext(time, policy.timeouts(), policy.zones(), Long.MAX_VALUE, false);
        Waiting.on(prober.askAll(members).thenApply(all -> true), limit, context);
    }

    List<Member> members() {
        return members;
    }

    /** Whether there is a backend of this name. */
    public boolean knows(String backend) {
        return members.stream().anyMatch(member -> member.name().equals(backend));
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

    Dialling dialling() {
        return dialling;
    }

    Inquiry inquiry() {
        return inquiry;
    }

    Loads loads() {
        return loads;
    }

    RetryBudget retries() {
        return retries;
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
