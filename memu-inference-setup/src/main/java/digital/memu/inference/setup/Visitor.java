package digital.memu.inference.setup;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Visit;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.internal.http.BodyEnd;
import digital.memu.inference.internal.http.Exchange;
import digital.memu.inference.internal.http.ExchangeRequest;
import digital.memu.inference.internal.http.RequestBody;
import digital.memu.inference.internal.http.Transport;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks a server over the library's own transport, and remembers the latest answer. */
final class Visitor implements Visit {

    private final Run run;
    private final Transport way;
    private final Supplier<CallContext> limits;
    private @Nullable Reply latest;

    /** A visitor within the limits of the test. */
    Visitor(Run run, Transport way) {
        this(run, way, run::context);
    }

    /** A visitor within limits of its own. */
    Visitor(Run run, Transport way, Supplier<CallContext> limits) {
        this.run = run;
        this.way = way;
        this.limits = limits;
    }

    @Override
    public Answer get(String path, int limit) {
        latest = exchange(ExchangeRequest.of("GET", path, BodyEnd.none()), limit, limits.get());
        return latest.answer;
    }

    @Override
    public Answer post(String path, String contentType, byte[] body, int limit) {
        RequestBody sent = RequestBody.bytes(contentType, body);
        latest = exchange(ExchangeRequest.post(path, sent, BodyEnd.json()), limit, limits.get());
        return latest.answer;
    }

    @Override
    public Optional<Answer> tryGet(String path, int limit) {
        try {
            return Optional.of(exchange(ExchangeRequest.of("GET", path, BodyEnd.none()), limit, run.brief()).answer);
        } catch (InferenceCancelledException e) {
            throw e;
        } catch (InferenceException e) {
            run.note("without " + path, e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    /** The latest answer to what had to be answered; null before the first. */
    @Nullable
    Reply latest() {
        return latest;
    }

    private Reply exchange(ExchangeRequest request, int limit, CallContext context) {
        try (Exchange exchange = way.open(request, context)) {
            int status = exchange.start();
            if (run.part() == Step.Part.SPEAK) {
                run.at(Step.Part.IDENTIFY);
            }
            byte[] body =
                    status == 200 ? exchange.body(limit) : exchange.errorText().getBytes(StandardCharsets.UTF_8);
            Answer answer = new Answer(status, exchange.header("Content-Type").orElse(""), body);
            return new Reply(answer, exchange.header("Location").orElse(""));
        }
    }

    /** An answer with the address that it sends callers on to; empty where it sends nobody on. */
    record Reply(Answer answer, String location) {}
}
