package digital.memu.inference.tools;

import digital.memu.inference.chat.ToolCall;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call of a tool: what the model wanted, what came of it, and how long it took. Immutable and thread-safe. */
public final class ToolExecution {

    private final ToolCall call;
    private final int round;
    private final String told;
    private final boolean failed;
    private final @Nullable Throwable cause;
    private final Duration duration;

    private ToolExecution(
            ToolCall call, int round, String told, boolean failed, @Nullable Throwable cause, Duration duration) {
        this.call = call;
        this.round = round;
        this.told = told;
        this.failed = failed;
        this.cause = cause;
        this.duration = duration;
    }

    static ToolExecution succeeded(ToolCall call, int round, String result, Duration duration) {
        return new ToolExecution(call, round, result, false, null, duration);
    }

    static ToolExecution failed(ToolCall call, int round, String error, @Nullable Throwable cause, Duration duration) {
        return new ToolExecution(call, round, error, true, cause, duration);
    }

    /** The call, with the tool's name and the arguments as the model sent them. */
    public ToolCall call() {
        return call;
    }

    /** In which round of the run, from 1. */
    public int round() {
        return round;
    }

    /** The result as the model was told it; empty if the call failed. */
    public Optional<String> result() {
        return failed ? Optional.empty() : Optional.of(told);
    }

    /** The error as the model was told it; empty if the call succeeded. */
    public Optional<String> error() {
        return failed ? Optional.of(told) : Optional.empty();
    }

    /** What the tool threw; empty too when there is no such tool or the arguments were wrong. */
    public Optional<Throwable> cause() {
        return Optional.ofNullable(cause);
    }

    /** How long the tool took. */
    public Duration duration() {
        return duration;
    }

    String told() {
        return told;
    }

    /** Never arguments or results: they may be private. */
    @Override
    public String toString() {
        return "ToolExecution[" + call.name() + (failed ? " failed" : " succeeded") + " after " + duration.toMillis()
                + " ms]";
    }
}
