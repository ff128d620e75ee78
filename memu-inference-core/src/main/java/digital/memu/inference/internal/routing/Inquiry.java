package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.backend.Warmth;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.route.Evidence;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.route.Timeouts;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a backend for its metadata on another connection, because an answer has been silent for suspiciously long.
 *
 * <p>One question at a time per backend, however many answers are silent there. Thread-safe.
 */
final class Inquiry {

    private static final Logger LOG = LoggerFactory.getLogger("digital.memu.inference");

    /** An answer about a model is good for this long, when many ask. */
    private static final Duration RECENT = Duration.ofSeconds(1);

    private final TimeSource time;
    private final RoutingPolicy policy;
    private final Executor background;

    Inquiry(TimeSource time, RoutingPolicy policy, Executor background) {
        this.time = time;
        this.policy = policy;
        this.background = background;
    }

    /** Where what follows from a verdict may block. */
    Executor background() {
        return background;
    }

    /** The question that is on its way, or a new one; completed on a thread that may block. */
    CompletableFuture<Verdict> about(Member member) {
        return member.inquiry().join(CompletableFuture::new, mine -> {
            long begun = time.nanoTime();
            background.execute(() -> {
                Verdict verdict = new Verdict(true, begun);
                try {
                    verdict = ask(member, begun);
                } finally {
                    mine.complete(verdict);
                }
            });
        });
    }

    private Verdict ask(Member member, long begun) {
        CallContext context = context();
        try {
            member.backend().probeAtWork(context);
            return new Verdict(true, begun);
        } catch (InferenceCancelledException e) {
            // The router is closing: that says nothing about the backend.
            return new Verdict(true, begun);
        } catch (InferenceException e) {
            return new Verdict(!provesDeath(e), begun);
        } catch (RuntimeException e) {
            LOG.warn("{}: its probe failed", member.name(), e);
            return new Verdict(true, begun);
        } finally {
            context.cancel();
        }
    }

    /** Whoever answers lives, whatever he says; and that a name service fails says nothing of who bears the name. */
    private static boolean provesDeath(InferenceException e) {
        if (e instanceof ConnectionException connection
                && (connection.kind() == ConnectionException.Kind.UNKNOWN_HOST
                        || connection.kind() == ConnectionException.Kind.RESOLVER_SILENT)) {
            return false;
        }
        return e.evidence() == Evidence.HARD
                || (e instanceof InferenceTimeoutException && e.evidence() != Evidence.NONE);
    }

    /** Whether a model is loaded there; what was heard a moment ago counts, and what is asked already is not asked again. */
    CompletableFuture<Warmth> warmth(Member member, String model) {
        Warmth known = member.warmModels().known(model, RECENT, time.nanoTime());
        if (known != Warmth.UNKNOWN) {
            return CompletableFuture.completedFuture(known);
        }
        CompletableFuture<Warmth> mine = new CompletableFuture<>();
        CompletableFuture<Warmth> running = member.questions().putIfAbsent(model, mine);
        if (running != null) {
            return running;
        }
        background.execute(() -> {
            Warmth heard = Warmth.UNKNOWN;
            try {
                heard = ask(member, model);
            } finally {
                // Whatever happened: who waits for this looks again later.
                member.questions().remove(model);
                mine.complete(heard);
            }
        });
        return mine;
    }

    private Warmth ask(Member member, String model) {
        CallContext context = context();
        try {
            Warmth warmth = member.backend().warmth(model, context);
            member.warmModels().saw(model, warmth, time.nanoTime());
            return warmth;
        } catch (InferenceException e) {
            // Ollama's list can be held up by a load; it lives, which is all that counts here.
            return Warmth.UNKNOWN;
        } catch (RuntimeException e) {
            LOG.warn("{}: it could not be asked for its models", member.name(), e);
            return Warmth.UNKNOWN;
        } finally {
            context.cancel();
        }
    }

    private CallContext context() {
        return new CallContext(time, limits(policy.timeouts()), policy.zones(), Long.MAX_VALUE, true);
    }

    /** Metadata is answered at once or not at all. */
    static Timeouts limits(Timeouts timeouts) {
        return timeouts.toBuilder()
                .firstEvent(timeouts.probe())
                .stall(timeouts.probe())
                .build();
    }

    /**
     * What came of it.
     *
     * @param begun when it was asked, on the time source's scale
     */
    record Verdict(boolean alive, long begun) {}
}
