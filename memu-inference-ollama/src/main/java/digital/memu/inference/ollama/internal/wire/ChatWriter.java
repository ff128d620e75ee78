package digital.memu.inference.ollama.internal.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import digital.memu.inference.chat.ChatMessage;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.Image;
import digital.memu.inference.chat.ResponseFormat;
import digital.memu.inference.chat.Think;
import digital.memu.inference.chat.ToolCall;
import digital.memu.inference.chat.ToolSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a chat request as Ollama reads it; what is not set is not sent, so that the server's own defaults count. */
public final class ChatWriter {

    private ChatWriter() {}

    /**
     * The body of a request.
     *
     * @param model the model's name on that server
     * @param further fields that only Ollama knows, among them the options
     * @throws IllegalArgumentException if a schema, an argument or an option holds a value that JSON does not know
     */
    public static byte[] chat(ChatRequest request, String model, Map<String, Object> further) {
        return Json.written(out -> {
            out.writeStartObject();
            out.writeStringField("model", model);
            out.writeArrayFieldStart("messages");
            for (ChatMessage message : request.messages()) {
                message(out, message);
            }
            out.writeEndArray();
            if (!request.tools().isEmpty()) {
                tools(out, request.tools());
            }
            if (request.think().isPresent()) {
                think(out, request.think().get());
            }
            if (request.format().isPresent()) {
                format(out, request.format().get());
            }
            if (request.logprobs()) {
                out.writeBooleanField("logprobs", true);
            }
            if (request.topLogprobs().isPresent()) {
                out.writeNumberField("top_logprobs", request.topLogprobs().getAsInt());
            }
            for (Map.Entry<String, Object> field : further.entrySet()) {
                field(out, field.getKey(), field.getValue());
            }
            out.writeEndObject();
        });
    }

    private static void message(JsonGenerator out, ChatMessage message) throws IOException {
        out.writeStartObject();
        out.writeStringField("role", message.role().toString());
        out.writeStringField("content", message.text());
        textUnlessEmpty(out, "thinking", message.thinking());
        if (!message.images().isEmpty()) {
            out.writeArrayFieldStart("images");
            for (Image image : message.images()) {
                // Jackson's standard form is what Ollama takes: padded, the common alphabet, no line feeds.
                out.writeBinary(image.bytes());
            }
            out.writeEndArray();
        }
        if (!message.toolCalls().isEmpty()) {
            out.writeArrayFieldStart("tool_calls");
            for (ToolCall call : message.toolCalls()) {
                toolCall(out, call);
            }
            out.writeEndArray();
        }
        textUnlessEmpty(out, "tool_name", message.toolName());
        textUnlessEmpty(out, "tool_call_id", message.toolCallId());
        out.writeEndObject();
    }

    private static void toolCall(JsonGenerator out, ToolCall call) throws IOException {
        out.writeStartObject();
        textUnlessEmpty(out, "id", call.id());
        out.writeObjectFieldStart("function");
        out.writeStringField("name", call.name());
        field(out, "arguments", call.arguments());
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void tools(JsonGenerator out, List<ToolSpec> tools) throws IOException {
        out.writeArrayFieldStart("tools");
        for (ToolSpec tool : tools) {
            out.writeStartObject();
            out.writeStringField("type", "function");
            out.writeObjectFieldStart("function");
            out.writeStringField("name", tool.name());
            textUnlessEmpty(out, "description", tool.description());
            field(out, "parameters", tool.parameters());
            out.writeEndObject();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void think(JsonGenerator out, Think think) throws IOException {
        if (think.equals(Think.ON) || think.equals(Think.OFF)) {
            out.writeBooleanField("think", think.equals(Think.ON));
        } else {
            out.writeStringField("think", think.toString());
        }
    }

    private static void format(JsonGenerator out, ResponseFormat format) throws IOException {
        field(out, "format", format.schema().isPresent() ? format.schema().get() : "json");
    }

    private static void textUnlessEmpty(JsonGenerator out, String name, String text) throws IOException {
        if (!text.isEmpty()) {
            out.writeStringField(name, text);
        }
    }

    private static void field(JsonGenerator out, String name, @Nullable Object value) throws IOException {
        out.writeFieldName(name);
        JsonTree.write(out, value);
    }
}
