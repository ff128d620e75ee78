package digital.memu.inference.tools;

import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.chat.ChatMessage;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.Conversation;
import digital.memu.inference.chat.ToolCall;
import digital.memu.inference.chat.ToolSpec;
import digital.memu.inference.internal.time.SystemTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * Lets a model call tools until it has its answer.
 *
 * <pre>{@code
 * record Weather(String city, @Nullable Unit unit) {}
 * ToolLoop loop = ToolLoop.with(router.chat())
 *         .tool("weather", "The weather in a city", Weather.class, w -> forecast(w.city()))
 *         .build();
 * ToolRun run = loop.run(ChatRequest.of("Do I need an umbrella in Bern?"));
 * }</pre>
 *
 * <p>Defaults: 8 rounds; 4 calls at once, on threads of the loop's own that end with the calls. A tool that throws, a name
 * that no tool has, and wrong arguments are told to the model in one short line, and stand in the {@link ToolRun}; an
 * {@link Error} ends the run. A tool has no time limit but its own. An interrupt ends the run and interrupts the tools.
 *
 * <p>Thread-safe: many runs at once, each with its own threads, so tools must be thread-safe too. Needs no closing; the
 * model belongs to whoever made it.
 */
public final class ToolLoop {

    private final ChatModel model;
    private final ToolBox tools;
    private final int maxRounds;
    private final ToolCrew crew;

    private ToolLoop(Builder builder) {
        this.model = builder.model;
        this.tools = new ToolBox(Collections.unmodifiableMap(new LinkedHashMap<>(builder.tools)), builder.time);
        this.maxRounds = builder.maxRounds;
        this.crew = new ToolCrew(builder.parallel);
    }

    /** A builder of a loop with this model. */
    public static Builder with(ChatModel model) {
        return new Builder(model);
    }

    /**
     * Asks, executes what the model calls, asks again with the results, and so on until a reply calls nothing.
     *
     * <p>Each request may be repeated and moved to another server as any other; a tool is executed once for each call.
     *
     * @throws ToolLoopException if the last reply allowed still calls tools; those calls are not executed
     * @throws digital.memu.inference.failure.InferenceException if no whole reply could be had, or the thread was
     *     interrupted; after calls of tools a {@link ToolLoopException} with these is suppressed in it
     * @throws IllegalArgumentException if the request has tools of its own
     */
    public ToolRun run(ChatRequest request) {
        if (!request.tools().isEmpty()) {
            throw new IllegalArgumentException(
                    "The request has tools of its own, which nobody would execute." + " Give them to the loop");
        }
        return new Loop(model, tools, crew, request).run(maxRounds);
    }

    /**
     * The same within a conversation, which remembers the question, the calls with their results, and the answer.
     *
     * <p>A tool must not ask in the same conversation: it would wait for its own run.
     *
     * @throws ToolLoopException as {@link #run(ChatRequest)}; nothing is remembered then
     * @throws digital.memu.inference.failure.InferenceException as {@link #run(ChatRequest)}
     */
    public ToolRun run(Conversation conversation, String question) {
        return conversation.ask(ChatMessage.user(question), this::run, ToolRun::messages);
    }

    /** Collects tools and limits; not thread-safe. */
    public static final class Builder {
        private final ChatModel model;
        private final Map<String, BoundTool> tools = new LinkedHashMap<>();
        private int maxRounds = 8;
        private int parallel = 4;
        private TimeSource time = new SystemTime();

        private Builder(ChatModel model) {
            this.model = Objects.requireNonNull(model);
        }

        /**
         * Adds a tool whose arguments come as a record or simple class.
         *
         * @throws IllegalArgumentException if the type cannot be told as JSON, or there is a tool of this name
         */
        public <A> Builder tool(String name, String description, Class<A> arguments, ToolFunction<? super A> function) {
            return add(BoundTool.typed(name, description, arguments, function));
        }

        /**
         * Adds a tool without arguments.
         *
         * @throws IllegalArgumentException if there is a tool of this name
         */
        public Builder tool(String name, String description, Callable<?> function) {
            Map<String, Object> none = Map.of("type", "object", "properties", Map.of());
            return add(new BoundTool(ToolSpec.of(name, description, none), call -> function.call()));
        }

        /**
         * Adds a tool with a schema of one's own; its arguments are not checked.
         *
         * @throws IllegalArgumentException if there is a tool of this name
         */
        public Builder tool(ToolSpec spec, ToolFunction<ToolCall> function) {
            return add(new BoundTool(spec, function));
        }

        /** How many replies the model may give; default 8. */
        public Builder maxRounds(int rounds) {
            this.maxRounds = rounds;
            return this;
        }

        /**
         * How many calls of one reply are executed at once; default 4. With 1 they run one after another, on the thread
         * that called {@link ToolLoop#run}.
         */
        public Builder parallel(int calls) {
            this.parallel = calls;
            return this;
        }

        /** The clock that measures the calls; default the machine's own. */
        public Builder time(TimeSource time) {
            this.time = Objects.requireNonNull(time);
            return this;
        }

        /**
         * The loop; contacts nobody.
         *
         * @throws IllegalArgumentException if there is no tool, or a limit is not positive
         */
        public ToolLoop build() {
            if (tools.isEmpty() || maxRounds <= 0 || parallel <= 0) {
                throw new IllegalArgumentException(
                        "A tool loop needs a tool, and at least one round and one call at a time");
            }
            return new ToolLoop(this);
        }

        private Builder add(BoundTool tool) {
            String name = tool.spec().name();
            if (tools.putIfAbsent(name, tool) != null) {
                throw new IllegalArgumentException("There are two tools named '" + name + "'");
            }
            return this;
        }
    }
}
