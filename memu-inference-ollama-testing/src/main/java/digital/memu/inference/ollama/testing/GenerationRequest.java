package digital.memu.inference.ollama.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/** A chat or generate request, checked in Ollama's order and words up to where a model is needed. */
record GenerationRequest(boolean chat, JsonNode json, SimulatedModel model, KeepAlive keepAlive) {

    private static final Decoder CHAT = new Decoder(
            "ChatRequest",
            Map.of(
                    "model",
                    "string",
                    "messages",
                    "[]api.Message",
                    "stream",
                    "bool",
                    "options",
                    "map[string]interface {}"));
    private static final Decoder GENERATE = new Decoder(
            "GenerateRequest",
            Map.of("model", "string", "prompt", "string", "stream", "bool", "options", "map[string]interface {}"));

    static GenerationRequest of(boolean chat, RecordedRequest request, Machine machine) throws Refusal {
        JsonNode json = (chat ? CHAT : GENERATE).decode(request);
        KeepAlive keepAlive = KeepAlive.of(json.path("keep_alive"));
        ServerVersion version = machine.settings().version();
        checkThink(json.path("think"), version);
        String name = json.path("model").asText();
        checkName(chat, name, machine);
        SimulatedModel model =
                machine.catalogue().find(name).orElseThrow(() -> new Refusal(404, "model '" + name + "' not found"));
        return new GenerationRequest(chat, json, model, keepAlive);
    }

    private static void checkName(boolean chat, String name, Machine machine) throws Refusal {
        if (!machine.catalogue().isName(name) && (chat || !name.isEmpty())) {
            boolean tellsMore = machine.settings().version().tellsInvalidNames() && !name.isEmpty();
            throw new Refusal(400, tellsMore ? "invalid model name" : "model is required");
        }
    }

    private static void checkThink(JsonNode think, ServerVersion version) throws Refusal {
        Set<String> levels =
                version.knowsThinkMax() ? Set.of("high", "medium", "low", "max") : Set.of("high", "medium", "low");
        boolean fits = think.isMissingNode() || think.isNull() || think.isBoolean() || levels.contains(think.asText());
        if (!fits) {
            throw new Refusal(
                    400,
                    "invalid think value: " + think + " (must be \"high\", \"medium\", \"low\", "
                            + (version.knowsThinkMax() ? "\"max\", " : "") + "true, or false)");
        }
    }

    /** Checks what follows once it is clear that the model is not only to be unloaded. */
    void check() throws Refusal {
        if (json.path("top_logprobs").asInt() < 0 || json.path("top_logprobs").asInt() > 20) {
            throw new Refusal(400, "top_logprobs must be between 0 and 20");
        }
        if (!chat && json.path("raw").asBoolean() && (has("template") || has("system") || has("context"))) {
            throw new Refusal(400, "raw mode does not support template, system, or context");
        }
        String name = json.path("model").asText();
        if (!model.can("completion")) {
            throw new Refusal(400, "\"" + name + "\" does not support " + (chat ? "chat" : "generate"));
        }
        JsonNode think = json.path("think");
        boolean wantsThinking = think.isTextual() || think.asBoolean();
        if (wantsThinking && !model.can("thinking")) {
            throw new Refusal(400, "\"" + name + "\" does not support thinking");
        }
        if (!json.path("tools").isEmpty() && !model.can("tools")) {
            throw new Refusal(400, model.fullName().full() + " does not support tools");
        }
        if (has("suffix") && !model.can("insert")) {
            throw new Refusal(400, model.fullName().full() + " does not support insert");
        }
        OptionTypes.check(json.path("options"));
    }

    private boolean has(String field) {
        return !json.path(field).asText().isEmpty() || !json.path(field).isEmpty();
    }

    /** Nothing is asked: the request loads or unloads. */
    boolean asksNothing() {
        return json.path(chat ? "messages" : "prompt").asText().isEmpty()
                && json.path(chat ? "messages" : "prompt").isEmpty();
    }

    boolean streams() {
        return json.path("stream").asBoolean(true);
    }

    boolean onlyRenders() {
        return json.path("_debug_render_only").asBoolean();
    }

    boolean allowsCutting() {
        return json.path("truncate").asBoolean(true) || json.path("shift").asBoolean(true);
    }

    boolean hasImages() {
        boolean inMessages = false;
        for (JsonNode message : json.path("messages")) {
            inMessages |= !message.path("images").isEmpty();
        }
        return inMessages || !json.path("images").isEmpty();
    }

    String prompt() {
        return chat ? Prompts.chat(json.path("messages"), model) : Prompts.generate(json);
    }
}
