package digital.memu.inference.ollama.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a model of the {@link OllamaSimulator} says, token by token.
 *
 * <pre>{@code
 * SimulatedAnswer.text("Hello there, friend.")                 // "Hello", " there,", " friend."
 * SimulatedAnswer.tokens("Hel", "lo").thinking("Let me see")
 * SimulatedAnswer.toolCall("get_weather", "{\"city\":\"Berlin\"}")
 * }</pre>
 *
 * <p>Of it goes out what the request allows: no more tokens than {@code num_predict}, nothing from a {@code stop} text
 * on, no thinking with {@code "think":false}, and in a continued answer not what the prompt holds already.
 *
 * <p>Immutable and thread-safe; the methods return changed copies.
 */
public final class SimulatedAnswer {

    /** A call of a tool; the arguments are a JSON object. */
    record Call(String tool, String arguments) {}

    private final List<String> thinking;
    private final List<String> tokens;
    private final List<Call> calls;
    private final boolean callsLast;
    private final String doneReason;

    private SimulatedAnswer(
            List<String> thinking, List<String> tokens, List<Call> calls, boolean callsLast, String doneReason) {
        this.thinking = List.copyOf(thinking);
        this.tokens = List.copyOf(tokens);
        this.calls = List.copyOf(calls);
        this.callsLast = callsLast;
        this.doneReason = doneReason;
    }

    /** This text, a word with the blank before it as a token. */
    public static SimulatedAnswer text(String text) {
        return new SimulatedAnswer(List.of(), Tokens.of(text), List.of(), false, "stop");
    }

    /** These tokens, each a line of the stream. */
    public static SimulatedAnswer tokens(String... tokens) {
        return tokens(List.of(tokens));
    }

    /** These tokens, each a line of the stream. */
    public static SimulatedAnswer tokens(List<String> tokens) {
        return new SimulatedAnswer(List.of(), tokens, List.of(), false, "stop");
    }

    /**
     * A call of a tool, and no text.
     *
     * @param arguments a JSON object
     * @throws IllegalArgumentException if the arguments are not JSON
     */
    public static SimulatedAnswer toolCall(String tool, String arguments) {
        return tokens().andToolCall(tool, arguments);
    }

    /** Thinks this first; seen with models that can think. */
    public SimulatedAnswer thinking(String thoughts) {
        return new SimulatedAnswer(Tokens.of(thoughts), tokens, calls, callsLast, doneReason);
    }

    /**
     * Calls one more tool after the text. All calls go out in one event.
     *
     * @param arguments a JSON object
     * @throws IllegalArgumentException if the arguments are not JSON
     */
    public SimulatedAnswer andToolCall(String tool, String arguments) {
        Json.parse(arguments);
        List<Call> more = new ArrayList<>(calls);
        more.add(new Call(Objects.requireNonNull(tool), arguments));
        return new SimulatedAnswer(thinking, tokens, more, callsLast, doneReason);
    }

    /** The calls ride on the last event, with {@code "done":true}, as with templates of llama-server itself. */
    public SimulatedAnswer toolCallsInLastEvent() {
        return new SimulatedAnswer(thinking, tokens, calls, true, doneReason);
    }

    /** The {@code done_reason} where nothing cuts the answer short; empty leaves it out. Default: {@code stop}. */
    public SimulatedAnswer doneReason(String reason) {
        return new SimulatedAnswer(thinking, tokens, calls, callsLast, Objects.requireNonNull(reason));
    }

    List<String> thoughts() {
        return thinking;
    }

    List<String> words() {
        return tokens;
    }

    List<Call> calls() {
        return calls;
    }

    boolean callsLast() {
        return callsLast;
    }

    String reason() {
        return doneReason;
    }
}
