package digital.memu.inference.chat;

import digital.memu.inference.route.Route;
import java.util.List;

/** A whole answer; never a truncated one presented as whole. Immutable and thread-safe. */
public final class ChatReply {

    private final String text;
    private final String thinking;
    private final List<ToolCall> toolCalls;
    private final List<TokenLogprob> logprobs;
    private final Completion completion;
    private final Route route;

    ChatReply(
            String text,
            String thinking,
            List<ToolCall> toolCalls,
            List<TokenLogprob> logprobs,
            Completion completion,
            Route route) {
        this.text = text;
        this.thinking = thinking;
        this.toolCalls = List.copyOf(toolCalls);
        this.logprobs = List.copyOf(logprobs);
        this.completion = completion;
        this.route = route;
    }

    /** The answer; empty when the model only called tools. */
    public String text() {
        return text;
    }

    /** What the model thought before it answered; empty when it does not tell. */
    public String thinking() {
        return thinking;
    }

    /** The tools that the model wants called, in order. */
    public List<ToolCall> toolCalls() {
        return toolCalls;
    }

    /** Log probabilities of the tokens, when asked for. */
    public List<TokenLogprob> logprobs() {
        return logprobs;
    }

    /** Why the answer ended, which model gave it, and what it cost. */
    public Completion completion() {
        return completion;
    }

    /** Which backend answered, and why. */
    public Route route() {
        return route;
    }

    /** The reply as the next message of the conversation. */
    public ChatMessage toMessage() {
        return ChatMessage.builder(Role.ASSISTANT)
                .text(text)
                .thinking(thinking)
                .toolCalls(toolCalls)
                .build();
    }

    /** Lengths only: an answer may be private. */
    @Override
    public String toString() {
        return "ChatReply[" + text.length() + " characters, " + completion.finishReason() + ", " + route + "]";
    }
}
