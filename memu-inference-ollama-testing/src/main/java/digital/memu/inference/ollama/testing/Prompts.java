package digital.memu.inference.ollama.testing;

import com.fasterxml.jackson.databind.JsonNode;

/** What the template makes of a request: the ChatML form, with an open or a closed end. */
final class Prompts {

    private static final String SYSTEM = "You are a helpful assistant.";

    private Prompts() {}

    /** The template as {@code /api/show} tells it; empty where the model brings its own. */
    static String template(SimulatedModel model) {
        if (!model.can("completion")) {
            return "{{ .Prompt }}";
        }
        return switch (model.template()) {
            case OPEN ->
                "{{- range $i, $_ := .Messages }}{{- $last := eq (len (slice $.Messages $i)) 1 }}"
                        + "<|im_start|>{{ .Role }}\n{{ .Content }}"
                        + "{{ if not (and $last (eq .Role \"assistant\")) }}<|im_end|>\n{{ end }}"
                        + "{{ if and $last (ne .Role \"assistant\") }}<|im_start|>assistant\n{{ end }}{{ end }}";
            case CLOSED ->
                "{{- range .Messages }}<|im_start|>{{ .Role }}\n{{ .Content }}<|im_end|>\n{{ end }}"
                        + "<|im_start|>assistant\n";
            case NATIVE -> "";
        };
    }

    static String chat(JsonNode messages, SimulatedModel model) {
        StringBuilder prompt = new StringBuilder();
        boolean isNative = model.template() == SimulatedModel.Template.NATIVE;
        if (isNative && !messages.path(0).path("role").asText().equals("system")) {
            message(prompt, "system", SYSTEM);
        }
        for (int i = 0; i < messages.size(); i++) {
            message(
                    prompt,
                    messages.get(i).path("role").asText(),
                    messages.get(i).path("content").asText());
        }
        if (continues(messages, model)) {
            prompt.setLength(prompt.length() - "<|im_end|>\n".length());
            return prompt.toString();
        }
        return prompt.append("<|im_start|>assistant\n").toString();
    }

    static String generate(JsonNode request) {
        String prompt = request.path("prompt").asText();
        if (request.path("raw").asBoolean()) {
            return prompt;
        }
        StringBuilder rendered = new StringBuilder();
        if (!request.path("system").asText().isEmpty()) {
            message(rendered, "system", request.path("system").asText());
        }
        message(rendered, "user", prompt);
        return rendered.append("<|im_start|>assistant\n").toString();
    }

    /** Whether the last message is the beginning of an answer that the template leaves open. */
    static boolean continues(JsonNode messages, SimulatedModel model) {
        return model.template() != SimulatedModel.Template.CLOSED
                && !beginning(messages).isEmpty();
    }

    /** The content of a last message of the assistant, else nothing. */
    static String beginning(JsonNode messages) {
        JsonNode last = messages.path(messages.size() - 1);
        return last.path("role").asText().equalsIgnoreCase("assistant")
                ? last.path("content").asText()
                : "";
    }

    private static void message(StringBuilder prompt, String role, String content) {
        prompt.append("<|im_start|>").append(role).append('\n').append(content).append("<|im_end|>\n");
    }
}
