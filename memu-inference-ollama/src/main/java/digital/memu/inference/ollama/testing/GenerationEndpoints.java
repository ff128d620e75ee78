package digital.memu.inference.ollama.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** {@code /api/chat} and {@code /api/generate}. */
final class GenerationEndpoints {

    private final Machine machine;

    GenerationEndpoints(Machine machine) {
        this.machine = machine;
    }

    void addTo(Endpoints endpoints) {
        endpoints.post("/api/chat", exchange -> handle(exchange, true));
        endpoints.post("/api/generate", exchange -> handle(exchange, false));
    }

    private void handle(Exchange exchange, boolean chat) throws IOException, Refusal {
        GenerationRequest request = GenerationRequest.of(chat, exchange.request(), machine);
        GenerationLines lines = new GenerationLines(chat, request.json(), request.model());
        if (request.asksNothing() && request.keepAlive().isZero()) {
            machine.runners().unload(request.model());
            exchange.send(Reply.ok(lines.loaded("unload")));
            return;
        }
        request.check();
        if (request.streams()) {
            exchange.streamLines();
        }
        Metrics metrics = new Metrics();
        if (request.model().remoteHost().isPresent()) {
            generate(exchange, request, lines, metrics, Integer.MAX_VALUE, () -> {});
            return;
        }
        RunnerOptions options = RunnerOptions.of(request.json(), request.model(), machine.settings());
        Runners.Seat seat = machine.runners().take(exchange, request.model(), options, request.keepAlive());
        try {
            metrics.loaded();
            if (request.asksNothing()) {
                seat.leave();
                exchange.send(Reply.ok(lines.loaded("load")));
            } else {
                generate(exchange, request, lines, metrics, options.contextLength(), seat::leave);
            }
        } finally {
            seat.leave();
        }
    }

    /**
     * Generates.
     *
     * @param leave gives the place in the model back, before the client sees the last event
     */
    private void generate(
            Exchange exchange,
            GenerationRequest request,
            GenerationLines lines,
            Metrics metrics,
            int contextLength,
            Runnable leave)
            throws IOException, Refusal {
        String prompt = request.prompt();
        if (request.onlyRenders() && machine.settings().version().rendersOnDemand()) {
            leave.run();
            exchange.send(Reply.ok(lines.rendered(prompt)));
            return;
        }
        checkFormat(request);
        checkPrompt(request, prompt, contextLength, metrics);
        Script script = Script.of(machine.answers().next(exchange.request()), request.json(), request.model());
        exchange.life().pause(machine.settings().firstTokenDelay());
        metrics.firstToken();
        Duration pause = Duration.ZERO;
        for (Script.Step step : script.steps()) {
            exchange.life().pause(pause);
            pause = machine.settings().tokenDelay();
            if (request.streams()) {
                exchange.line(lines.step(step));
            } else {
                exchange.countEvent();
            }
        }
        leave.run();
        exchange.lastEvent();
        if (request.streams()) {
            exchange.line(lines.last(script, metrics));
            exchange.endStream();
        } else {
            exchange.send(Reply.ok(lines.whole(script, metrics)));
        }
    }

    private static void checkFormat(GenerationRequest request) throws Refusal {
        JsonNode format = request.json().path("format");
        boolean fits = format.isMissingNode() || format.isNull() || format.isObject();
        if (!fits && !format.asText("?").isEmpty() && !format.asText().equals("json")) {
            String quoted = new String(Json.bytes(Json.array().add(format.toString())), StandardCharsets.UTF_8);
            throw refusal(
                    request,
                    500,
                    "invalid format: " + quoted.substring(1, quoted.length() - 1)
                            + "; expected \"json\" or a valid JSON Schema object");
        }
    }

    private void checkPrompt(GenerationRequest request, String prompt, int contextLength, Metrics metrics)
            throws Refusal {
        boolean llamaServer = machine.settings().version().usesLlamaServer();
        if (request.hasImages() && !request.model().can("vision") && llamaServer) {
            throw refusal(
                    request,
                    400,
                    "{\"error\":{\"code\":400,\"message\":\"Multimodal data provided, but model does not support "
                            + "multimodal requests.\",\"type\":\"invalid_request_error\"}}");
        }
        int tokens = Tokens.count(prompt);
        if (tokens > contextLength && !request.allowsCutting()) {
            throw refusal(request, 400, llamaServer ? tooLong(tokens, contextLength) : Decoder.TOO_LONG);
        }
        metrics.promptTokens(Math.min(tokens, contextLength));
    }

    private static String tooLong(int tokens, int contextLength) {
        return "{\"error\":{\"code\":400,\"message\":\"request (" + tokens
                + " tokens) exceeds the available context size (" + contextLength
                + " tokens), try increasing it\",\"type\":\"exceed_context_size_error\",\"n_prompt_tokens\":" + tokens
                + ",\"n_ctx\":" + contextLength + "}}";
    }

    /** What the stream's channel brings as its first, or the handler itself where nothing is streamed. */
    private static Refusal refusal(GenerationRequest request, int status, String text) {
        return new Refusal(request.streams() ? Reply.streamError(status, text) : Reply.error(status, text));
    }
}
