package digital.memu.inference.tools;

import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.chat.ToolCall;
import digital.memu.inference.chat.ToolSpec;
import digital.memu.inference.tools.internal.json.JsonAnswer;
import digital.memu.inference.tools.internal.shape.Plain;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tools by name, and one call of one of them: whatever goes wrong becomes a text for the model. */
record ToolBox(Map<String, BoundTool> tools, TimeSource time) {

    private static final int MAX_ERROR = 300;

    List<ToolSpec> specs() {
        return tools.values().stream().map(BoundTool::spec).toList();
    }

    ToolExecution execute(ToolCall call, int round) {
        long start = time.nanoTime();
        BoundTool tool = tools.get(call.name());
        if (tool == null) {
            String error = "there is no tool of this name; there are: " + String.join(", ", tools.keySet());
            return ToolExecution.failed(call, round, error(error), null, since(start));
        }
        try {
            String result = text(tool.function().call(call));
            return ToolExecution.succeeded(call, round, result, since(start));
        } catch (BoundTool.BadArguments e) {
            return ToolExecution.failed(call, round, error("wrong arguments: " + e.getMessage()), null, since(start));
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return ToolExecution.failed(call, round, error(words(e)), e, since(start));
        }
    }

    private Duration since(long start) {
        return Duration.ofNanos(time.nanoTime() - start);
    }

    private static String text(@Nullable Object result) {
        return result instanceof String text ? text : JsonAnswer.text(Plain.of(result));
    }

    private static String words(Exception e) {
        String name = e.getClass().getSimpleName();
        return e.getMessage() == null ? name : name + ": " + e.getMessage();
    }

    /** One short line: a stack trace helps no model. */
    private static String error(String words) {
        String flat = "Error: " + words.replaceAll("\\s+", " ").strip();
        return flat.length() <= MAX_ERROR ? flat : flat.substring(0, MAX_ERROR) + "…";
    }
}
