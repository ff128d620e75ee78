package digital.memu.inference.ollama;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.failure.RequestRejectedException;
import digital.memu.inference.ollama.OllamaErrors.Asked;

/** Chat on one server within the limits of one attempt. */
record OllamaChat(OllamaServer server, CallContext context, ModelMap models) implements ChatModel {

    /** Streamed on the wire all the same: that is how a stall is seen, and a generation stopped. */
    @Override
    public ChatReply send(ChatRequest request) {
        try (ChatStream stream = stream(request)) {
            return stream.reply();
        }
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        String model = models.resolve(request.model().orElse(null));
        if (model == null) {
            throw new RequestRejectedException(
                    server.transport().url(),
                    0,
                    "no model is named",
                    "Name one, for example model(\"llama3.2\")",
                    null);
        }
        return OllamaChatStream.chat(server, new OllamaCall(server, context, Asked.CHAT, model), request);
    }
}
