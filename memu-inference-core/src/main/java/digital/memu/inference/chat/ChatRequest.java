package digital.memu.inference.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A conversation to be answered, and how.
 *
 * <p>Without a model every backend uses the one that it is configured with. What only one kind of server knows rides
 * along as an {@link #extension}, which others ignore. Immutable and thread-safe.
 */
public final class ChatRequest {

    private final @Nullable String model;
    private final List<ChatMessage> messages;
    private final List<ToolSpec> tools;
    private final @Nullable Think think;
    private final @Nullable ResponseFormat format;
    private final GenerationOptions options;
    private final boolean logprobs;
    private final @Nullable Integer topLogprobs;
    private final Map<Class<?>, Object> extensions;

    private ChatRequest(Builder builder) {
        this.model = builder.model;
        this.messages = List.copyOf(builder.messages);
        this.tools = List.copyOf(builder.tools);
        this.think = builder.think;
        this.format = builder.format;
        this.options = builder.options;
        this.logprobs = builder.logprobs || builder.topLogprobs != null;
        this.topLogprobs = builder.topLogprobs;
        this.extensions = Map.copyOf(builder.extensions);
    }

    /** One question, answered by the model that the backend is configured with. */
    public static ChatRequest of(String question) {
        return builder().user(question).build();
    }

    /** An empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this request. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.model = model;
        builder.messages.addAll(messages);
        builder.tools = tools;
        builder.think = think;
        builder.format = format;
        builder.options = options;
        builder.logprobs = logprobs;
        builder.topLogprobs = topLogprobs;
        builder.extensions.putAll(extensions);
        return builder;
    }

    /** The model asked for; empty means the backend's own. */
    public Optional<String> model() {
        return Optional.ofNullable(model);
    }

    /** The conversation, oldest first. */
    public List<ChatMessage> messages() {
        return messages;
    }

    /** The tools that the model may call. */
    public List<ToolSpec> tools() {
        return tools;
    }

    /** Whether to think; empty leaves it to the server. */
    public Optional<Think> think() {
        return Optional.ofNullable(think);
    }

    /** The form of the answer; empty means free text. */
    public Optional<ResponseFormat> format() {
        return Optional.ofNullable(format);
    }

    /** How the model chooses its words. */
    public GenerationOptions options() {
        return options;
    }

    /** Whether log probabilities are wanted. */
    public boolean logprobs() {
        return logprobs;
    }

    /** How many alternatives are wanted in each place. */
    public OptionalInt topLogprobs() {
        return topLogprobs == null ? OptionalInt.empty() : OptionalInt.of(topLogprobs);
    }

    /** What only one kind of server knows, by its type, for example {@code OllamaOptions}. */
    public <E> Optional<E> extension(Class<E> type) {
        return Optional.ofNullable(extensions.get(type)).map(type::cast);
    }

    /** Counts only: a conversation may be private. */
    @Override
    public String toString() {
        return "ChatRequest[model " + (model == null ? "(the backend's)" : model) + ", " + messages.size()
                + " messages, " + tools.size() + " tools]";
    }

    /** Collects a request; not thread-safe. */
    public static final class Builder {
        private @Nullable String model;
        private final List<ChatMessage> messages = new ArrayList<>();
        private List<ToolSpec> tools = List.of();
        private @Nullable Think think;
        private @Nullable ResponseFormat format;
        private GenerationOptions options = GenerationOptions.none();
        private boolean logprobs;
        private @Nullable Integer topLogprobs;
        private final Map<Class<?>, Object> extensions = new LinkedHashMap<>();

        private Builder() {}

        /** The model; default the backend's own. */
        public Builder model(String model) {
            this.model = Objects.requireNonNull(model);
            return this;
        }

        /** Adds a message of the person who asks. */
        public Builder user(String text) {
            return message(ChatMessage.user(text));
        }

        /** Adds the rules of the conversation. */
        public Builder system(String text) {
            return message(ChatMessage.system(text));
        }

        /** Adds an earlier answer. */
        public Builder assistant(String text) {
            return message(ChatMessage.assistant(text));
        }

        /** Adds a message. */
        public Builder message(ChatMessage message) {
            this.messages.add(Objects.requireNonNull(message));
            return this;
        }

        /** Adds messages. */
        public Builder messages(List<ChatMessage> messages) {
            messages.forEach(this::message);
            return this;
        }

        /** Drops the messages added so far, for example those that {@link ChatRequest#toBuilder()} brings. */
        public Builder clearMessages() {
            this.messages.clear();
            return this;
        }

        /** The tools that the model may call; default none. */
        public Builder tools(List<ToolSpec> tools) {
            this.tools = tools;
            return this;
        }

        /** Whether to think; default left to the server. */
        public Builder think(Think think) {
            this.think = Objects.requireNonNull(think);
            return this;
        }

        /** The form of the answer; default free text. */
        public Builder format(ResponseFormat format) {
            this.format = Objects.requireNonNull(format);
            return this;
        }

        /** How the model chooses its words; default left to the server. */
        public Builder options(GenerationOptions options) {
            this.options = Objects.requireNonNull(options);
            return this;
        }

        /** How the model chooses its words, written in place. */
        public Builder options(UnaryOperator<GenerationOptions.Builder> options) {
            return options(options.apply(GenerationOptions.builder()).build());
        }

        /** Whether log probabilities are wanted; default false. */
        public Builder logprobs(boolean wanted) {
            this.logprobs = wanted;
            return this;
        }

        /** How many alternatives are wanted in each place, which asks for log probabilities too. */
        public Builder topLogprobs(int count) {
            this.topLogprobs = count;
            return this;
        }

        /** What only one kind of server knows; one value for each type. */
        public Builder extension(Object value) {
            this.extensions.put(value.getClass(), value);
            return this;
        }

        /**
         * The request.
         *
         * @throws IllegalArgumentException if it has no message, or the model is blank
         */
        public ChatRequest build() {
            if (messages.isEmpty()) {
                throw new IllegalArgumentException("A chat request needs at least one message, e.g. user(\"...\")");
            }
            if (model != null && model.isBlank()) {
                throw new IllegalArgumentException("The model is blank; leave it out to use the backend's own");
            }
            return new ChatRequest(this);
        }
    }
}
