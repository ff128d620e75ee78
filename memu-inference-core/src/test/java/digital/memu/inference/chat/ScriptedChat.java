package digital.memu.inference.chat;

import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.route.Route;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A model that answers as a test says, event by event, and keeps what it was asked. */
final class ScriptedChat implements ChatModel {

    private final Function<ChatRequest, List<ChatEvent>> script;
    private final List<ChatRequest> requests = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

    ScriptedChat(Function<ChatRequest, List<ChatEvent>> script) {
        this.script = script;
    }

    /** Answers "Answer 1.", "Answer 2." and so on. */
    static ScriptedChat counting() {
        return new ScriptedChat(request -> {
            long asked = request.messages().stream()
                    .filter(message -> message.role().equals(Role.USER))
                    .count();
            return List.of(ChatEvent.text("Answer "), ChatEvent.text(asked + "."), end(Usage.none()));
        });
    }

    static ChatEvent end(Usage usage) {
        return ChatEvent.end(Completion.of("scripted", FinishReason.STOP, usage));
    }

    /** From now on an answer begins only when the gate is completed, or the stream is closed. */
    CompletableFuture<Void> shut() {
        gate = new CompletableFuture<>();
        return gate;
    }

    List<ChatRequest> requests() {
        return requests;
    }

    List<String> lastTexts() {
        return requests.get(requests.size() - 1).messages().stream()
                .map(ChatMessage::text)
                .toList();
    }

    @Override
    public ChatReply send(ChatRequest request) {
        try (ChatStream stream = stream(request)) {
            return stream.reply();
        }
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        return new Script(request);
    }

    private final class Script extends AbstractChatStream {
        private final ChatRequest request;
        private final CompletableFuture<Void> released = new CompletableFuture<>();
        private List<ChatEvent> events = List.of();
        private int next = -1;

        Script(ChatRequest request) {
            this.request = request;
        }

        @Override
        protected ChatEvent read() {
            if (next < 0) {
                next = 0;
                requests.add(request);
                CompletableFuture.anyOf(gate, released).join();
                events = script.apply(request);
            }
            if (released.isDone()) {
                throw new InferenceCancelledException("The script was closed");
            }
            return events.get(next++);
        }

        @Override
        protected void release() {
            released.complete(null);
        }

        @Override
        protected Route route() {
            return Route.of(List.of());
        }
    }
}
