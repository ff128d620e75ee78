package digital.memu.inference.tools;

import digital.memu.inference.chat.ChatMessage;
import digital.memu.inference.chat.ChatReply;
import java.util.List;

/** What a tool loop did: the last reply, and every call on the way to it. Immutable and thread-safe. */
public final class ToolRun {

    private final ChatReply reply;
    private final List<ToolExecution> calls;
    private final List<ChatMessage> messages;
    private final int rounds;

    ToolRun(ChatReply reply, List<ToolExecution> calls, List<ChatMessage> messages, int rounds) {
        this.reply = reply;
        this.calls = List.copyOf(calls);
        this.messages = List.copyOf(messages);
        this.rounds = rounds;
    }

    /** The model's last reply: its answer, or, in a {@link ToolLoopException}, one that still calls tools. */
    public ChatReply reply() {
        return reply;
    }

    /** The calls that were executed, failed ones included, in the order in which the model made them. */
    public List<ToolExecution> calls() {
        return calls;
    }

    /** What came after the request's own messages: replies with their calls, results, and the last reply. */
    public List<ChatMessage> messages() {
        return messages;
    }

    /** How many replies the model gave. */
    public int rounds() {
        return rounds;
    }

    /** Counts only: a run may be private. */
    @Override
    public String toString() {
        return "ToolRun[" + rounds + " rounds, " + calls + "]";
    }
}
