package digital.memu.inference.chat;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One step of an answer: a piece of text, of thinking, tool calls, the joint after a rescue, a wait for a model, or the end.
 *
 * <p>One event may carry several of these: the last one often has text or tool calls too. Immutable and thread-safe.
 */
public final class ChatEvent {

    private final String text;
    private final String thinking;
    private final List<ToolCall> toolCalls;
    private final List<TokenLogprob> logprobs;
    private final @Nullable Joint joint;
    private final @Nullable Loading loading;
    private final @Nullable Completion completion;

    private ChatEvent(
            String text,
            String thinking,
            List<ToolCall> toolCalls,
            List<TokenLogprob> logprobs,
            @Nullable Joint joint,
            @Nullable Loading loading,
            @Nullable Completion completion) {
        this.text = text;
        this.thinking = thinking;
        this.toolCalls = List.copyOf(toolCalls);
        this.logprobs = List.copyOf(logprobs);
        this.joint = joint;
        this.loading = loading;
        this.completion = completion;
    }

    /** A piece of text. */
    public static ChatEvent text(String text) {
        return new ChatEvent(text, "", List.of(), List.of(), null, null, null);
    }

    /** A piece of thinking. */
    public static ChatEvent thinking(String thinking) {
        return new ChatEvent("", thinking, List.of(), List.of(), null, null, null);
    }

    /** A piece with everything that a server may send at once; {@code completion} is null unless it is the last. */
    public static ChatEvent of(
            String text,
            String thinking,
            List<ToolCall> toolCalls,
            List<TokenLogprob> logprobs,
            @Nullable Completion completion) {
        return new ChatEvent(text, thinking, toolCalls, logprobs, null, null, completion);
    }

    /** The end of the answer. */
    public static ChatEvent end(Completion completion) {
        return new ChatEvent("", "", List.of(), List.of(), null, null, completion);
    }

    /** The joint after a rescue. */
    public static ChatEvent joint(Joint joint) {
        return new ChatEvent("", "", List.of(), List.of(), joint, null, null);
    }

    /** The answer waits for a model that is being loaded. */
    public static ChatEvent loading(Loading loading) {
        return new ChatEvent("", "", List.of(), List.of(), null, loading, null);
    }

    /** New text of the answer; empty when the event brings none. */
    public String text() {
        return text;
    }

    /** New text of the model's thinking; empty when the event brings none. */
    public String thinking() {
        return thinking;
    }

    /** Tool calls, each whole. */
    public List<ToolCall> toolCalls() {
        return toolCalls;
    }

    /** Log probabilities of the tokens in this event, when asked for. */
    public List<TokenLogprob> logprobs() {
        return logprobs;
    }

    /** Present when another backend took over at this point. */
    public Optional<Joint> joint() {
        return Optional.ofNullable(joint);
    }

    /** Present while a server loads the model, about once a second. */
    public Optional<Loading> loading() {
        return Optional.ofNullable(loading);
    }

    /** Present on the last event of an answer, and only there. */
    public Optional<Completion> completion() {
        return Optional.ofNullable(completion);
    }

    /** Lengths only: an answer may be private. */
    @Override
    public String toString() {
        return "ChatEvent[text " + text.length() + ", thinking " + thinking.length() + ", tool calls "
                + toolCalls.size() + (joint == null ? "" : ", " + joint)
                + (loading == null ? "" : ", " + loading)
                + (completion == null ? "" : ", " + completion) + "]";
    }
}
