package digital.memu.inference.ollama.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code /api/embed} and its forerunner. */
final class EmbeddingEndpoints {

    private static final Decoder EMBED = new Decoder(
            "EmbedRequest", Map.of("model", "string", "truncate", "bool", "options", "map[string]interface {}"));
    private static final Decoder LEGACY = new Decoder(
            "EmbeddingRequest", Map.of("model", "string", "prompt", "string", "options", "map[string]interface {}"));

    private final Machine machine;

    EmbeddingEndpoints(Machine machine) {
        this.machine = machine;
    }

    void addTo(Endpoints endpoints) {
        if (machine.settings().version().hasEmbed()) {
            endpoints.post("/api/embed", this::embed);
        }
        endpoints.post("/api/embeddings", this::legacy);
    }

    private void embed(Exchange exchange) throws IOException, Refusal {
        JsonNode request = EMBED.decode(exchange.request());
        KeepAlive keepAlive = KeepAlive.of(request.path("keep_alive"));
        List<String> inputs = inputs(request.path("input"));
        String name = request.path("model").asText();
        SimulatedModel model = machine.catalogue().find(name).orElseThrow(() -> missing(name));
        Metrics metrics = new Metrics();
        ObjectNode answer = Json.object();
        answer.put("model", name);
        ArrayNode vectors = answer.putArray("embeddings");
        RunnerOptions options = RunnerOptions.of(request, model, machine.settings());
        Runners.Seat seat = machine.runners().take(exchange, model, options, keepAlive);
        try {
            metrics.loaded();
            checkCanEmbed(model);
            int tokens = 0;
            for (String input : inputs) {
                tokens += tokens(input, request, model);
                add(
                        vectors.addArray(),
                        vector(model, input, request.path("dimensions").asInt(0)));
            }
            if (!inputs.isEmpty()) {
                exchange.life().pause(machine.settings().firstTokenDelay());
                metrics.promptTokens(tokens);
                metrics.addShortTo(answer);
                exchange.lastEvent();
            }
        } finally {
            seat.leave();
        }
        exchange.send(Reply.ok(answer));
    }

    private void legacy(Exchange exchange) throws IOException, Refusal {
        JsonNode request = LEGACY.decode(exchange.request());
        KeepAlive keepAlive = KeepAlive.of(request.path("keep_alive"));
        String name = request.path("model").asText();
        SimulatedModel model = machine.catalogue().findExactly(name).orElseThrow(() -> missing(name));
        ObjectNode answer = Json.object();
        ArrayNode vector = answer.putArray("embedding");
        RunnerOptions options = RunnerOptions.of(request, model, machine.settings());
        Runners.Seat seat = machine.runners().take(exchange, model, options, keepAlive);
        try {
            checkCanEmbed(model);
            String prompt = request.path("prompt").asText();
            if (!prompt.isEmpty()) {
                exchange.life().pause(machine.settings().firstTokenDelay());
                add(vector, model.vector(prompt));
                exchange.lastEvent();
            }
        } finally {
            seat.leave();
        }
        exchange.send(Reply.ok(answer));
    }

    private static List<String> inputs(JsonNode input) throws Refusal {
        List<String> inputs = new ArrayList<>();
        if (input.isTextual() && !input.textValue().isEmpty()) {
            inputs.add(input.textValue());
        } else if (input.isArray()) {
            for (JsonNode each : input) {
                if (!each.isTextual()) {
                    throw new Refusal(400, "invalid input type");
                }
                inputs.add(each.textValue());
            }
        } else if (!input.isTextual() && !input.isMissingNode() && !input.isNull()) {
            throw new Refusal(400, "invalid input type");
        }
        return inputs;
    }

    private static Refusal missing(String name) {
        return new Refusal(404, "model \"" + name + "\" not found, try pulling it first");
    }

    private void checkCanEmbed(SimulatedModel model) throws Refusal {
        if (!model.can("embedding") && machine.settings().version().usesLlamaServer()) {
            throw new Refusal(501, "This server does not support embeddings. Start it with `--embeddings`");
        }
    }

    private static int tokens(String input, JsonNode request, SimulatedModel model) throws Refusal {
        int tokens = Tokens.count(input);
        if (tokens > model.contextLength() && !request.path("truncate").asBoolean(true)) {
            throw new Refusal(400, Decoder.TOO_LONG);
        }
        return Math.min(tokens, model.contextLength());
    }

    private static float[] vector(SimulatedModel model, String input, int dimensions) {
        float[] vector = model.vector(input);
        boolean shorter = dimensions > 0 && dimensions < vector.length;
        return shorter ? Vectors.shortened(vector, dimensions) : vector;
    }

    private static void add(ArrayNode array, float[] vector) {
        for (float number : vector) {
            array.add(number);
        }
    }
}
