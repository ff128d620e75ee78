package digital.memu.inference.immich;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.immich.ModelKnowledge.State;
import digital.memu.inference.immich.internal.wire.ServerError;
import digital.memu.inference.internal.http.BodyEnd;
import digital.memu.inference.internal.http.Exchange;
import digital.memu.inference.internal.http.ExchangeRequest;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What a server tells about itself and its models; nothing is loaded for it. */
record ImmichMlMetadata(ImmichMlServer server, CallContext context) {

    /** The longest good answer has 23 bytes; of others something should be seen. */
    private static final int LARGEST = 64 * 1024;

    private static final Pattern ROOT = Pattern.compile("\\{\\s*\"message\"\\s*:\\s*\"(Immich ML)\"\\s*}");
    private static final Pattern NOTHING = Pattern.compile("\\{\\s*}");

    /** Throws unless an Immich ML answers; it says so in four letters. */
    void ping() {
        server.ask(ExchangeRequest.of("GET", "/ping", BodyEnd.none()), Patience.of(context), (exchange, status) -> {
            String body = good(exchange, status);
            if (!body.equals("pong")) {
                throw WrongService.answered(exchange.url(), status, body);
            }
            return body;
        });
    }

    /** The name that the service gives itself. */
    String root() {
        return server.ask(ExchangeRequest.of("GET", "/", BodyEnd.json()), Patience.of(context), (exchange, status) -> {
            String body = good(exchange, status);
            var matcher = ROOT.matcher(body.strip());
            if (!matcher.matches()) {
                throw WrongService.answered(exchange.url(), status, body);
            }
            return matcher.group(1);
        });
    }

    ImmichMlGeneration generation() {
        ExchangeRequest request =
                ExchangeRequest.post("/predict", PredictBody.text(Entries.nothing(), "x"), BodyEnd.json());
        return server.ask(request, Patience.of(context), (exchange, status) -> {
            String body = body(exchange, status);
            ServerError error = ServerError.ofBody(status, body);
            if (isStrict(error)) {
                return ImmichMlGeneration.STRICT;
            }
            if (status != 200) {
                throw ImmichMlErrors.grade(exchange.url(), error, body);
            }
            if (!isNothing(status, body)) {
                throw WrongService.answered(exchange.url(), status, body);
            }
            return ImmichMlGeneration.LENIENT;
        });
    }

    /** Whether this is what {@code /} answers. */
    static boolean isRoot(String body) {
        return ROOT.matcher(body.strip()).matches();
    }

    /** Whether this is what an older service answers to a request for nothing. */
    static boolean isNothing(int status, String body) {
        return status == 200 && NOTHING.matcher(body.strip()).matches();
    }

    /** Whether this is what a newer service answers to a request for nothing. */
    static boolean isStrict(ServerError error) {
        return error.status() == 422 && error.message().startsWith("No model task requested");
    }

    boolean knows(ImmichMlModel model) {
        return new ModelQuestion(server, context).ask(model) != State.UNKNOWN;
    }

    private static String good(Exchange exchange, int status) {
        String body = body(exchange, status);
        if (status != 200) {
            throw ImmichMlErrors.grade(exchange.url(), ServerError.ofBody(status, body), body);
        }
        return body;
    }

    /** Of a good answer all of it, or it says nothing about the service; of others as much as there is. */
    private static String body(Exchange exchange, int status) {
        boolean page = exchange.header("Content-Type").orElse("").startsWith("text/html");
        return status != 200 || page
                ? exchange.errorText()
                : new String(exchange.body(LARGEST), StandardCharsets.UTF_8);
    }
}
