package digital.memu.inference.tools;

import digital.memu.inference.chat.ChatMessage;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ToolCall;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** One run of a tool loop; for one thread. */
final class Loop {

    private final ChatModel model;
    private final ToolBox tools;
    private final ToolCrew crew;
    private final List<ToolExecution> executed = new ArrayList<>();
    private final List<ChatMessage> said = new ArrayList<>();
    private ChatRequest request;
    private @Nullable ChatReply reply;
    private int rounds;

    Loop(ChatModel model, ToolBox tools, ToolCrew crew, ChatRequest request) {
        this.model = model;
        this.tools = tools;
        this.crew = crew;
        this.request = request.toBuilder().tools(tools.specs()).build();
    }

    ToolRun run(int maxRounds) {
        try {
            while (true) {
                ChatReply next = ask();
                if (next.toolCalls().isEmpty()) {
                    return soFar(next);
                }
                if (rounds == maxRounds) {
                    throw new ToolLoopException(
                            "The model still called tools in reply " + rounds + ", the last one allowed",
                            "Allow more by maxRounds, or let the tools' results say more clearly what they mean",
                            soFar(next));
                }
                execute(next.toolCalls());
            }
        } catch (ToolLoopException e) {
            throw e;
        } catch (InferenceException e) {
            // The calls may have had effects: whoever handles the failure must be able to see them.
            if (reply != null) {
                e.addSuppressed(new ToolLoopException("The run ended after tools had been called", "", soFar(reply)));
            }
            throw e;
        }
    }

    private ChatReply ask() {
        if (Thread.currentThread().isInterrupted()) {
            throw new InferenceCancelledException("Interrupted between the rounds of a tool loop");
        }
        ChatReply next = model.send(request);
        reply = next;
        rounds++;
        say(next.toMessage());
        return next;
    }

    private void execute(List<ToolCall> calls) {
        AtomicReferenceArray<ToolExecution> done = new AtomicReferenceArray<>(calls.size());
        int round = rounds;
        try {
            crew.execute(calls.size(), i -> tools.execute(calls.get(i), round), done);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceCancelledException("Interrupted while tools were running");
        } finally {
            for (int i = 0; i < calls.size(); i++) {
                ToolExecution execution = done.get(i);
                if (execution != null) {
                    executed.add(execution);
                    say(ChatMessage.toolResult(execution.call(), execution.told()));
                }
            }
        }
    }

    private void say(ChatMessage message) {
        said.add(message);
        request = request.toBuilder().message(message).build();
    }

    private ToolRun soFar(ChatReply last) {
        return new ToolRun(last, executed, said, rounds);
    }
}
