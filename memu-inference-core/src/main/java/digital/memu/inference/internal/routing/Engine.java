package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.Backend;
import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.route.InferenceListener;
import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.route.RoutingPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Everything behind the door: the members, the rules, and the routed form of each capability. Thread-safe. */
public final class Engine implements AutoCloseable {

    private final TimeSource time;
    private final RoutingPolicy policy;
    private final Terms usual;
    private final Listeners listener;
    private final List<Member> members;
    private final Candidates candidates;
    private final Overview overview;
    private final Prober prober;
    private final Dialling dialling;
    private final Inquiry inquiry;
    private final Loads loads;
    private final Calibration calibration;
    private final RetryBudget retries = new RetryBudget();
    /** What callers wait for; a closed router's clock and threads would never free them. */
    private final Set<CallContext> requests = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    /**
     * An engine that owns the backends from now on.
     *
     * @param background runs what nobody waits for, and may block for as long as a probe
     * @param loading runs what may block for as long as a load, each on a thread of its own
     */
    public Engine(
            List<Backend> backends,
            RoutingPolicy policy,
            List<InferenceListener> listeners,
            TimeSource time,
            Executor background,
            Executor loading) {
        this.time = time;
        this.policy = policy;
        this.usual = Terms.of(policy, RequestOptions.none());
        this.listener = new Listeners(listeners);
        this.members = backends.stream()
                .map(b -> new Member(b, listener, policy, time))
                .toList();
        this.candidates = new Candidates(policy, members);
        this.overview = new Overview(time, policy, candidates, members);
        this.prober = new Prober(time, policy, background);
        this.dialling = new Dialling(time, policy, background);
        this.inquiry = new Inquiry(time, policy, background);
        this.loads = new Loads(time, policy, inquiry, loading);
        this.calibration = new Calibration(time, policy, listener, candidates.ordered(), loading);
    }

    /**
     * The routed form of a capability, under the caller's wishes.
     *
     * @throws IllegalArgumentException if the capability does not say how it is routed
     */
    public <T> T routed(Capability<T> capability, RequestOptions options) {
        Terms terms = options == RequestOptions.none() ? usual : Terms.of(policy, options);
        if (capability.equals(Capability.CHAT)) {
            return capability.type().cast(new RoutedChat(this, terms));
        }
        if (capability.equals(Capability.EMBEDDING)) {
            return capability.type().cast(new RoutedEmbedding(this, terms));
        }
        if (capability.equals(Capability.PHOTOS)) {
            return capability.type().cast(new RoutedPhotos(this, terms));
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

    /** What is known, for those who only look. */
    public Overview overview() {
        return overview;
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
        if (!policy.switchedOff().isEmpty()) {
            return;
        }
        CallContext context = new CallContext(time, policy.timeouts(), policy.zones(), Long.MAX_VALUE, false);
        begins(context);
        try {
            checkOpen();
            Waiting.on(prober.askAll(members).thenApply(all -> true), limit, context);
        } finally {
            ended(context);
        }
    }

    /** A request begins, which {@link #close()} cancels from now on. */
    void begins(CallContext request) {
        requests.add(request);
        if (closed) {
            request.cancel();
        }
    }

    /** Nobody waits for the request any more. */
    void ended(CallContext request) {
        requests.remove(request);
    }

    /** Refuses what comes after the end. */
    void checkOpen() {
        if (closed) {
            throw new InferenceCancelledException("The router is closed");
        }
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

    Calibration calibration() {
        return calibration;
    }

    RetryBudget retries() {
        return retries;
    }

    @Override
    public void close() {
        closed = true;
        requests.forEach(CallContext::cancel);
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
