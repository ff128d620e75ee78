package digital.memu.inference.tools;

import digital.memu.inference.chat.ToolCall;
import digital.memu.inference.chat.ToolSpec;
import digital.memu.inference.tools.internal.shape.Problem;
import digital.memu.inference.tools.internal.shape.Reading;
import digital.memu.inference.tools.internal.shape.TypeShape;
import java.util.stream.Collectors;

/** A tool as the model sees it, and what is done when it calls. */
record BoundTool(ToolSpec spec, ToolFunction<ToolCall> function) {

    static <A> BoundTool typed(String name, String description, Class<A> type, ToolFunction<? super A> function) {
        TypeShape<A> shape = Types.shape(type);
        return new BoundTool(ToolSpec.of(name, description, shape.schema()), call -> {
            Reading<A> reading = shape.read(call.arguments());
            A arguments = reading.value();
            if (arguments == null) {
                throw new BadArguments(
                        reading.problems().stream().map(Problem::full).collect(Collectors.joining("; ")));
            }
            return function.call(arguments);
        });
    }

    /** The model's mistake, not the tool's. */
    static final class BadArguments extends Exception {
        private static final long serialVersionUID = 1L;

        BadArguments(String problems) {
            super(problems);
        }
    }
}
