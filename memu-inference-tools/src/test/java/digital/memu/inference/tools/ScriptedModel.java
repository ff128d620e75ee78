package digital.memu.inference.tools;

import digital.memu.inference.chat.AbstractChatStream;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.chat.Completion;
import digital.memu.inference.chat.FinishReason;
import digital.memu.inference.chat.ToolCall;
import digital.memu.inference.chat.Usage;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.route.Route;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A model that gives the replies of a script, one after another, and keeps what it was asked. */
final class ScriptedModel implements ChatModel {

    private final Queue<Supplier<ChatEvent>> script = new ArrayDeque<>();
    private final List<ChatRequest> requests = new CopyOnWriteArrayList<>();

    ScriptedModel says(String text) {
        return says(text, FinishReason.STOP);
    }

    ScriptedModel says(String text, FinishReason reason) {
        return then(text, List.of(), reason);
    }

    ScriptedModel calls(String text, ToolCall... calls) {
        return then(text, List.of(calls), FinishReason.STOP);
    }

    ScriptedModel fails(InferenceException failure) {
        script.add(() -> {
            throw failure;
        });
        return this;
    }

    static ToolCall call(String name, Map<String, Object> arguments) {
        return ToolCall.of("id-" + name, name, arguments);
    }

    List<ChatRequest> requests() {
        return requests;
    }

    ChatRequest request(int number) {
        return requests.get(number);
    }

    @Override
    public ChatReply send(ChatRequest request) {
        try (ChatStream stream = stream(request)) {
            return stream.reply();
        }
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        return new AbstractChatStream() {
            @Override
            protected ChatEvent read() {
                requests.add(request);
                return script.remove().get();
            }

            @Override
            protected void release() {}

            @Override
            protected Route route() {
                return Route.of(List.of());
            }
        };
    }

    private ScriptedModel then(String text, List<ToolCall> calls, FinishReason reason) {
        Completion end = Completion.of("scripted", reason, Usage.none());
        script.add(() -> ChatEvent.of(text, "", calls, List.of(), end));
        return this;
    }
}
