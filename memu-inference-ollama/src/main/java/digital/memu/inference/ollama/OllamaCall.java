package digital.memu.inference.ollama;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.failure.DestinationForbiddenException;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.ModelNotFoundException;
import digital.memu.inference.internal.http.BodyEnd;
import digital.memu.inference.internal.http.Exchange;
import digital.memu.inference.internal.http.ExchangeRequest;
import digital.memu.inference.ollama.OllamaErrors.Asked;
import digital.memu.inference.ollama.internal.wire.Json;
import digital.memu.inference.ollama.internal.wire.ServerError;
import digital.memu.inference.ollama.internal.wire.Verdict;
import digital.memu.inference.route.Timeouts;
import digital.memu.inference.route.Zone;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One request of a caller's, which may take more than one exchange, one after the other.
 *
 * <p>Used by one thread; {@link #close()} comes from any, and ends the exchange that runs and all that would follow.
 */
final class OllamaCall implements Verdict, AutoCloseable {

    /** No answer about a server or its models is larger. */
    private static final int LARGEST = 16 * 1024 * 1024;

    /** Who asks about a model waits for a disk at most, never for the model. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final OllamaServer server;
    private final CallContext context;
    private final Asked asked;
    private final String model;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Exchange running;
    private boolean closed;

    OllamaCall(OllamaServer server, CallContext context, Asked asked, String model) {
        this.server = server;
        this.context = context;
        this.asked = asked;
        this.model = model;
    }

    CallContext context() {
        return context;
    }

    String model() {
        return model;
    }

    boolean mayLeaveTheHouse() {
        return context.zones().contains(Zone.INTERNET);
    }

    /** Sends the request that the call is about, and returns when a good answer begins. */
    Exchange open(ExchangeRequest request) {
        return open(request, context, asked);
    }

    /** A small answer about the server or a model, without the fields named. */
    Fields ask(ExchangeRequest request, Set<String> without) {
        return read(open(request, patient(context), Asked.OTHER), without);
    }

    /** A small answer for which a model may have to be loaded first. */
    Fields await(ExchangeRequest request) {
        return read(open(request, context, asked), Set.of());
    }

    private Fields read(Exchange exchange, Set<String> without) {
        try (exchange) {
            byte[] body = exchange.body(LARGEST);
            Map<String, @Nullable Object> answer =
                    Json.object(body, without).orElseThrow(() -> WrongService.answered(exchange.url(), start(body)));
            Object error = answer.get("error");
            if (error != null && !"".equals(error)) {
                throw failure(ServerError.ofBody(0, String.valueOf(error)));
            }
            return new Fields(answer);
        }
    }

    private static String start(byte[] body) {
        return new String(body, 0, Math.min(body.length, 4096), StandardCharsets.UTF_8);
    }

    private Exchange open(ExchangeRequest request, CallContext limits, Asked about) {
        Exchange exchange = server.transport().open(request, limits);
        lock.lock();
        try {
            running = exchange;
            if (closed) {
                exchange.close();
                throw new InferenceCancelledException(
                        server.transport().url() + ": closed before the request was sent");
            }
        } finally {
            lock.unlock();
        }
        int status = exchange.start();
        if (status != 200) {
            try (exchange) {
                ServerError error = ServerError.ofBody(status, exchange.errorText());
                InferenceException failure = OllamaErrors.grade(exchange.url(), about, model, error);
                if (failure instanceof ModelNotFoundException) {
                    server.guard().forget(model);
                }
                throw failure;
            }
        }
        return exchange;
    }

    private static CallContext patient(CallContext context) {
        Timeouts timeouts = context.timeouts();
        if (timeouts.firstEvent().compareTo(PATIENCE) <= 0) {
            return context;
        }
        CallContext shorter = new CallContext(
                context.time(),
                timeouts.toBuilder().firstEvent(PATIENCE).build(),
                context.zones(),
                context.deadline(),
                context.freshlySeen(),
                context.headers());
        context.onCancel(shorter::cancel);
        return shorter;
    }

    @Override
    public InferenceException failure(ServerError error) {
        return OllamaErrors.grade(url(), asked, model, error);
    }

    @Override
    public void answeredBy(String remoteHost) {
        if (!mayLeaveTheHouse()) {
            server.guard().learn(model, true, context.time().nanoTime());
            throw forbidden("the answer came from another machine");
        }
    }

    DestinationForbiddenException forbidden(String why) {
        return new DestinationForbiddenException(
                server.transport().url(),
                why,
                "Choose a model that is installed there, or set AI_ALLOW_INTERNET=true (allowInternet)");
    }

    String url() {
        Exchange exchange = running;
        return exchange == null ? server.transport().url() : exchange.url();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (running != null) {
                running.close();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A request for JSON without a body. */
    static ExchangeRequest get(String path) {
        return ExchangeRequest.of("GET", path, BodyEnd.json());
    }

    /** A request for JSON. */
    static ExchangeRequest post(String path, Map<String, Object> body) {
        return ExchangeRequest.post(path, Json.bytes(body), BodyEnd.json());
    }
}
