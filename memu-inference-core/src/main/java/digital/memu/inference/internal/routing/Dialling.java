package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.route.Evidence;
import digital.memu.inference.route.RoutingPolicy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Dials backends, each once at a time however many requests want to know.
 *
 * <p>A dial that nobody waits for any more goes on to its own end: only its failure, never a race that it lost, says
 * anything about the backend. Thread-safe.
 */
final class Dialling {

    private final TimeSource time;
    private final RoutingPolicy policy;
    private final Executor background;

    Dialling(TimeSource time, RoutingPolicy policy, Executor background) {
        this.time = time;
        this.policy = policy;
        this.background = background;
    }

    /** The dial that runs, or a new one. */
    Dial of(Member member) {
        return member.dial().join(Dial::new, mine -> background.execute(() -> dial(member, mine)));
    }

    /** A dial that is not needed, because the backend answered a moment ago. */
    Dial notNeeded() {
        Dial dial = new Dial();
        dial.result.complete(Result.CONNECTED);
        return dial;
    }

    private void dial(Member member, Dial dial) {
        CompletableFuture<Result> result = dial.result;
        dial.begun.complete(time.nanoTime());
        CallContext context = new CallContext(time, policy.timeouts(), policy.zones(), Long.MAX_VALUE, false);
        try {
            member.backend().dial(context);
            result.complete(Result.CONNECTED);
        } catch (InferenceException e) {
            member.dialFailed(e);
            // What is forbidden or cancelled says nothing about the host: the request itself will meet it and tell.
            result.complete(e.evidence() == Evidence.NONE ? Result.CONNECTED : new Result(e));
        } catch (RuntimeException | Error e) {
            // A third party's mistake is not the network's; the request itself will meet it and tell.
            result.complete(Result.CONNECTED);
            throw e;
        } finally {
            context.cancel();
        }
    }

    /**
     * One dial.
     *
     * @param begun completed on the time source's scale when it really begins: a busy machine may have no thread for it yet,
     *     which says nothing about the backend
     */
    record Dial(CompletableFuture<Long> begun, CompletableFuture<Result> result) {

        private Dial() {
            this(new CompletableFuture<>(), new CompletableFuture<>());
        }

        boolean isOver() {
            return result.isDone();
        }
    }

    /** How it ended; null means connected. */
    record Result(@Nullable InferenceException failure) {

        static final Result CONNECTED = new Result(null);
    }
}
