package digital.memu.inference.ollama.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digital.memu.inference.ollama.testing.Script.Step;
import digital.memu.inference.ollama.testing.SimulatedAnswer.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The JSON of chat and generate answers. */
final class GenerationLines {

    private final boolean chat;
    private final JsonNode request;
    private final SimulatedModel model;
    private int calls;

    GenerationLines(boolean chat, JsonNode request, SimulatedModel model) {
        this.chat = chat;
        this.request = request;
        this.model = model;
    }

    /** An answer to a request that only loads or unloads. */
    JsonNode loaded(String doneReason) {
        return line("", "", List.of(), true).put("done_reason", doneReason);
    }

    /** An answer to a request that only wants to see the prompt. */
    JsonNode rendered(String prompt) {
        ObjectNode line = start();
        if (chat) {
            line.putObject("message").put("role", "").put("content", "");
        } else {
            line.put("response", "");
        }
        line.put("done", false);
        line.putObject("_debug_info").put("rendered_template", prompt);
        return line;
    }

    byte[] step(Step step) {
        ObjectNode line = line(step.thinking(), step.content(), step.calls(), false);
        if (wantsLogprobs() && !step.token().isEmpty()) {
            logprobs(line, List.of(step));
        }
        return Json.bytes(line);
    }

    /** The last line of a stream. */
    byte[] last(Script script, Metrics metrics) {
        return Json.bytes(end(line("", "", script.lastCalls(), true), script, metrics));
    }

    /** All in one. */
    JsonNode whole(Script script, Metrics metrics) {
        StringBuilder thinking = new StringBuilder();
        StringBuilder content = new StringBuilder();
        List<Call> all = new ArrayList<>(script.lastCalls());
        for (Step step : script.steps()) {
            thinking.append(step.thinking());
            content.append(step.content());
            all.addAll(step.calls());
        }
        ObjectNode line = end(line(thinking.toString(), content.toString(), all, true), script, metrics);
        if (wantsLogprobs()) {
            logprobs(line, script.steps());
        }
        return line;
    }

    private ObjectNode start() {
        ObjectNode line = Json.object();
        line.put("model", request.path("model").asText());
        model.remoteHost().ifPresent(host -> {
            line.put("remote_model", model.fullName().model());
            line.put("remote_host", host);
        });
        return line.put("created_at", Instant.now().toString());
    }

    private ObjectNode line(String thinking, String content, List<Call> toolCalls, boolean done) {
        ObjectNode line = start();
        ObjectNode text = chat ? line.putObject("message").put("role", "assistant") : line;
        text.put(chat ? "content" : "response", content);
        if (!thinking.isEmpty()) {
            text.put("thinking", thinking);
        }
        if (!toolCalls.isEmpty()) {
            ArrayNode array = text.putArray("tool_calls");
            toolCalls.forEach(call -> toolCall(array.addObject(), call));
        }
        return line.put("done", done);
    }

    private void toolCall(ObjectNode node, Call call) {
        node.put("id", String.format("call_%08d", calls + 1));
        ObjectNode function = node.putObject("function");
        function.put("index", calls++).put("name", call.tool());
        function.set("arguments", Json.parse(call.arguments()));
    }

    private ObjectNode end(ObjectNode line, Script script, Metrics metrics) {
        if (!script.doneReason().isEmpty()) {
            line.put("done_reason", script.doneReason());
        }
        if (!chat && !request.path("raw").asBoolean()) {
            ArrayNode context = line.putArray("context");
            for (int i = 0; i < metrics.promptTokens() + script.tokens(); i++) {
                context.add(1 + 37 * i % 49_152);
            }
        }
        metrics.addTo(line);
        if (script.tokens() > 0) {
            line.put("eval_count", script.tokens()).put("eval_duration", metrics.sinceFirstToken());
        }
        return line;
    }

    private boolean wantsLogprobs() {
        return request.path("logprobs").asBoolean();
    }

    private void logprobs(ObjectNode line, List<Step> steps) {
        ArrayNode all = line.putArray("logprobs");
        for (Step step : steps) {
            ObjectNode entry = logprob(all.addObject(), step.token(), -0.25);
            int top = request.path("top_logprobs").asInt(0);
            if (top > 0) {
                ArrayNode others = entry.putArray("top_logprobs");
                for (int i = 0; i < top; i++) {
                    logprob(others.addObject(), i == 0 ? step.token() : step.token() + i, -0.25 - i);
                }
            }
        }
    }

    private static ObjectNode logprob(ObjectNode node, String token, double logprob) {
        node.put("token", token).put("logprob", logprob);
        ArrayNode bytes = node.putArray("bytes");
        for (byte each : token.getBytes(UTF_8)) {
            bytes.add(each & 0xff);
        }
        return node;
    }
}
