package digital.memu.inference.tools;

import org.jspecify.annotations.Nullable;

/**
 * What a tool does.
 *
 * @param <A> its arguments
 */
@FunctionalInterface
public interface ToolFunction<A> {

    /**
     * Does it. The result is told to the model: a text as it is, anything else as JSON (records, simple classes, maps,
     * lists, numbers, dates and so on).
     *
     * @throws Exception if it cannot; the model is told the message and may try something else
     */
    @Nullable
    Object call(A arguments) throws Exception;
}
