package digital.memu.inference.ollama.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/** What is refused only after the model is loaded. */
record PromptChecks(GenerationRequest request, ServerVersion version) {

    void checkFormat() throws Refusal {
        JsonNode format = request.json().path("format");
        boolean fits = format.isMissingNode() || format.isNull() || format.isObject();
        if (!fits && !format.asText("?").isEmpty() && !format.asText().equals("json")) {
            String quoted = new String(Json.bytes(Json.array().add(format.toString())), StandardCharsets.UTF_8);
            throw refusal(
                    500,
                    "invalid format: " + quoted.substring(1, quoted.length() - 1)
                            + "; expected \"json\" or a valid JSON Schema object");
        }
    }

    /** How many tokens the prompt takes of this context. */
    int tokens(String prompt, int contextLength) throws Refusal {
        boolean llamaServer = version.usesLlamaServer();
        if (request.hasImages() && !request.model().can("vision") && llamaServer) {
            throw refusal(
                    400,
                    "{\"error\":{\"code\":400,\"message\":\"Multimodal data provided, but model does not support "
                            + "multimodal requests.\",\"type\":\"invalid_request_error\"}}");
        }
        int tokens = Tokens.count(prompt);
        if (tokens > contextLength && !request.allowsCutting()) {
            throw refusal(400, llamaServer ? tooLong(tokens, contextLength) : Decoder.TOO_LONG);
        }
        return tokens <= contextLength ? tokens : left(contextLength, llamaServer);
    }

    /** What is left of a prompt that is too long: the beginning to be kept and, with llama-server, half of the rest. */
    private int left(int contextLength, boolean llamaServer) {
        int kept = request.json().path("options").path("num_keep").asInt(4);
        return llamaServer ? contextLength - (contextLength - kept) / 2 : contextLength;
    }

    private static String tooLong(int tokens, int contextLength) {
        return "{\"error\":{\"code\":400,\"message\":\"request (" + tokens
                + " tokens) exceeds the available context size (" + contextLength
                + " tokens), try increasing it\",\"type\":\"exceed_context_size_error\",\"n_prompt_tokens\":" + tokens
                + ",\"n_ctx\":" + contextLength + "}}";
    }

    /** What the stream's channel brings as its first, or the handler itself where nothing is streamed. */
    private Refusal refusal(int status, String text) {
        return new Refusal(request.streams() ? Reply.streamError(status, text) : Reply.error(status, text));
    }
}
