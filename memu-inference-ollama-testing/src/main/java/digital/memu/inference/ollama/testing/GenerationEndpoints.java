package digital.memu.inference.ollama.testing;

import java.io.IOException;
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
        PromptChecks checks = new PromptChecks(request, machine.settings().version());
        checks.checkFormat();
        metrics.promptTokens(checks.tokens(prompt, contextLength));
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
}
