package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.backend.Warmth;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.route.Timeouts;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Has models loaded, each once at a time however many callers want it, and never gives a load up: hanging up would abort it,
 * so that it would never end.
 *
 * <p>Thread-safe.
 */
final class Loads {

    /** A large model from a slow disk; a server that dies meanwhile is found out by its metadata. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    /** So many models at a time: their names come from callers, and each load holds a thread. */
    private static final int MOST = 16;

    private final TimeSource time;
    private final RoutingPolicy policy;
    private final Inquiry inquiry;
    private final Executor loading;

    Loads(TimeSource time, RoutingPolicy policy, Inquiry inquiry, Executor loading) {
        this.time = time;
        this.policy = policy;
        this.inquiry = inquiry;
        this.loading = loading;
    }

    /** The load of a model that runs on a member; null when none does. */
    @Nullable
    Load running(Member member, String model) {
        Load load = member.loads().get(model);
        return load == null || load.end.isDone() ? null : load;
    }

    /**
     * The load that runs, or a new one with the options that this request would load the model with; null when the backend
     * has enough to load.
     */
    @Nullable
    Load begin(Member member, String model, ChatRequest request) {
        Map<String, Load> loads = member.loads();
        if (loads.size() >= MOST) {
            return null;
        }
        AtomicBoolean first = new AtomicBoolean();
        Load load = loads.compute(model, (m, old) -> {
            first.set(old == null || old.end.isDone());
            return first.get() || old == null ? new Load(model, time.nanoTime(), new CompletableFuture<>()) : old;
        });
        if (first.get()) {
            try {
                member.learn(new Event.LoadBegan(model));
                loading.execute(() -> load(member, load, request));
            } catch (RuntimeException | Error e) {
                ends(member, load, Optional.empty());
                throw e;
            }
        }
        return load;
    }

    /** Whoever waits for it goes on, whatever happens. */
    private static void ends(Member member, Load load, Optional<InferenceException> failure) {
        try {
            member.loads().remove(load.model, load);
            member.learn(new Event.LoadEnded(load.model));
        } finally {
            load.end.complete(failure);
        }
    }

    private void load(Member member, Load load, ChatRequest request) {
        Timeouts limits = policy.timeouts().toBuilder().firstEvent(LONGEST).build();
        CallContext context = new CallContext(time, limits, policy.zones(), Long.MAX_VALUE, false);
        CompletableFuture<InferenceException> dead = new CompletableFuture<>();
        Watch watch = new Watch(member, null, policy.timeouts(), inquiry, time, failure -> {
            dead.complete(failure);
            context.cancel();
        });
        Optional<InferenceException> failure = Optional.empty();
        try {
            watch.waits();
            member.backend().load(request, context);
            member.warmModels().saw(load.model, Warmth.WARM, time.nanoTime());
            // Whoever hears that it is up may ask at once, and must not be told that it loads.
            member.loads().remove(load.model, load);
            member.learn(new Event.Answered(load.model));
        } catch (InferenceCancelledException e) {
            failure = Optional.of(dead.getNow(e));
        } catch (InferenceException e) {
            member.failed(Capability.CHAT, load.model, e);
            failure = Optional.of(e);
        } finally {
            watch.end();
            context.cancel();
            ends(member, load, failure);
        }
    }

    /**
     * One load.
     *
     * @param begun on the time source's scale
     * @param end completed with what it failed with, if it did
     */
    record Load(String model, long begun, CompletableFuture<Optional<InferenceException>> end) {}
}
