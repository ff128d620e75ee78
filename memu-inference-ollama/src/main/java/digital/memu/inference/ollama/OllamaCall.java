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
import java.util.Optional;
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

    /** Go's own words. */
    private static final String UNKNOWN_PATH = "404 page not found";

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

    /** The same for an answer that the server may hold back while it writes it. */
    Exchange open(ExchangeRequest request, boolean heldBack) {
        Timeouts limits = context.timeouts();
        return heldBack
                ? open(
                        request,
                        context.within(
                                limits.toBuilder().stall(limits.bufferedStall()).build()),
                        asked)
                : open(request);
    }

    /** A small answer about the server or a model, without the fields named. */
    Fields ask(ExchangeRequest request, Set<String> without) {
        return read(open(request, within(PATIENCE), Asked.OTHER), without);
    }

    /** A small answer that somebody waits for who could do without it. */
    Fields askSoon(ExchangeRequest request) {
        return read(open(request, within(context.timeouts().probe()), Asked.OTHER), Set.of());
    }

    /** A small answer of a newer server; empty where the path is not known. */
    Optional<Fields> askIfKnown(ExchangeRequest request) {
        return openIfKnown(request, within(PATIENCE), Asked.OTHER).map(exchange -> read(exchange, Set.of()));
    }

    /** Sends the request that the call is about; empty where the server is too old to know its path. */
    Optional<Exchange> openIfKnown(ExchangeRequest request) {
        return openIfKnown(request, context, asked);
    }

    /** Sends a request that is answered without words. */
    void tell(ExchangeRequest request) {
        Exchange exchange = begin(request, context);
        try (exchange) {
            int status = exchange.start();
            if (status != 200 && status != 201) {
                throw refused(exchange, status, asked);
            }
            byte[] body = exchange.body(LARGEST);
            if (body.length > 0) {
                throw WrongService.answered(exchange.url(), start(body));
            }
        }
    }

    /** Whether there is what the request asks for, which is answered by the status alone. */
    boolean exists(ExchangeRequest request) {
        Exchange exchange = begin(request, within(PATIENCE));
        try (exchange) {
            int status = exchange.start();
            boolean json = exchange.header("Content-Type").orElse("").startsWith("application/json");
            if (status != 200 && !(status == 404 && json)) {
                throw refused(exchange, status, asked);
            }
            return status == 200;
        }
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
                throw failure(ServerError.within(0, error));
            }
            return new Fields(answer);
        }
    }

    private static String start(byte[] body) {
        return new String(body, 0, Math.min(body.length, 4096), StandardCharsets.UTF_8);
    }

    private Exchange open(ExchangeRequest request, CallContext limits, Asked about) {
        Exchange exchange = begin(request, limits);
        int status = exchange.start();
        if (status != 200) {
            throw refused(exchange, status, about);
        }
        return exchange;
    }

    private Optional<Exchange> openIfKnown(ExchangeRequest request, CallContext limits, Asked about) {
        Exchange exchange = begin(request, limits);
        int status = exchange.start();
        if (status == 200) {
            return Optional.of(exchange);
        }
        ServerError error = ServerError.ofBody(status, exchange.errorText());
        if (status == 404
                && error.form() == ServerError.Form.TEXT
                && error.message().equals(UNKNOWN_PATH)) {
            return Optional.empty();
        }
        throw graded(exchange.url(), about, error);
    }

    /** The next exchange, which {@link #close()} ends from now on; the last one has come to its end. */
    private Exchange begin(ExchangeRequest request, CallContext limits) {
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
        return exchange;
    }

    private InferenceException refused(Exchange exchange, int status, Asked about) {
        try (exchange) {
            return graded(exchange.url(), about, ServerError.ofBody(status, exchange.errorText()));
        }
    }

    private InferenceException graded(String url, Asked about, ServerError error) {
        InferenceException failure = OllamaErrors.grade(url, about, model, error);
        if (failure instanceof ModelNotFoundException) {
            server.guard().forget(model);
        }
        return failure;
    }

    private CallContext within(Duration patience) {
        Timeouts limits = context.timeouts();
        return limits.firstEvent().compareTo(patience) <= 0
                ? context
                : context.within(limits.toBuilder().firstEvent(patience).build());
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
