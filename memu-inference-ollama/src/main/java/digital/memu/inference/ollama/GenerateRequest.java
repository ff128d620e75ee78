package digital.memu.inference.ollama;

import digital.memu.inference.chat.GenerationOptions;
import digital.memu.inference.chat.Image;
import digital.memu.inference.chat.ResponseFormat;
import digital.memu.inference.chat.Think;
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
 * A prompt to be continued, and how: for completing text or code, for templates of one's own, for models that do not
 * chat. Conversations go by {@link digital.memu.inference.chat.ChatRequest}.
 *
 * <p>Nothing but model and prompt is set by default, and what is not set is left to the server. Immutable and
 * thread-safe.
 */
public final class GenerateRequest {

    private final String model;
    private final String prompt;
    private final @Nullable String suffix;
    private final @Nullable String system;
    private final @Nullable String template;
    private final boolean raw;
    private final List<Image> images;
    private final @Nullable Think think;
    private final @Nullable ResponseFormat format;
    private final GenerationOptions options;
    private final boolean logprobs;
    private final @Nullable Integer topLogprobs;
    private final Map<Class<?>, Object> extensions;

    private GenerateRequest(Builder builder) {
        this.model = builder.model;
        this.prompt = builder.prompt;
        this.suffix = builder.suffix;
        this.system = builder.system;
        this.template = builder.template;
        this.raw = builder.raw;
        this.images = List.copyOf(builder.images);
        this.think = builder.think;
        this.format = builder.format;
        this.options = builder.options;
        this.logprobs = builder.logprobs || builder.topLogprobs != null;
        this.topLogprobs = builder.topLogprobs;
        this.extensions = Map.copyOf(builder.extensions);
    }

    /** A prompt for a model. */
    public static GenerateRequest of(String model, String prompt) {
        return builder(model).prompt(prompt).build();
    }

    /** A builder for this model. */
    public static Builder builder(String model) {
        return new Builder(model);
    }

    /** The model. */
    public String model() {
        return model;
    }

    /** The prompt. */
    public String prompt() {
        return prompt;
    }

    /** What comes after the text that the model is to fill in. */
    public Optional<String> suffix() {
        return Optional.ofNullable(suffix);
    }

    /** The rules, in place of the model's own. */
    public Optional<String> system() {
        return Optional.ofNullable(system);
    }

    /** The template, in place of the model's own. */
    public Optional<String> template() {
        return Optional.ofNullable(template);
    }

    /** Whether the prompt goes to the model as it is. */
    public boolean raw() {
        return raw;
    }

    /** The pictures that belong to the prompt. */
    public List<Image> images() {
        return images;
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

    /** What only Ollama knows: {@link OllamaOptions}. */
    public <E> Optional<E> extension(Class<E> type) {
        return Optional.ofNullable(extensions.get(type)).map(type::cast);
    }

    /** The model and counts only: a prompt may be private. */
    @Override
    public String toString() {
        return "GenerateRequest[model " + model + ", " + images.size() + " images" + (raw ? ", raw" : "") + "]";
    }

    /** Collects a request; not thread-safe. */
    public static final class Builder {
        private final String model;
        private String prompt = "";
        private @Nullable String suffix;
        private @Nullable String system;
        private @Nullable String template;
        private boolean raw;
        private final List<Image> images = new ArrayList<>();
        private @Nullable Think think;
        private @Nullable ResponseFormat format;
        private GenerationOptions options = GenerationOptions.none();
        private boolean logprobs;
        private @Nullable Integer topLogprobs;
        private final Map<Class<?>, Object> extensions = new LinkedHashMap<>();

        private Builder(String model) {
            this.model = Objects.requireNonNull(model);
        }

        /** The prompt; required. */
        public Builder prompt(String text) {
            this.prompt = Objects.requireNonNull(text);
            return this;
        }

        /** What comes after the gap that the model is to fill in; only some models can. */
        public Builder suffix(String text) {
            this.suffix = Objects.requireNonNull(text);
            return this;
        }

        /** The rules; default the model's own. */
        public Builder system(String text) {
            this.system = Objects.requireNonNull(text);
            return this;
        }

        /** The template that turns rules and prompt into what the model sees; default the model's own. */
        public Builder template(String text) {
            this.template = Objects.requireNonNull(text);
            return this;
        }

        /** Whether the prompt goes to the model as it is; servers refuse it together with rules or a template. */
        public Builder raw(boolean asItIs) {
            this.raw = asItIs;
            return this;
        }

        /** Adds a picture. */
        public Builder image(Image image) {
            this.images.add(Objects.requireNonNull(image));
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

        /** What only Ollama knows: {@link OllamaOptions}. */
        public Builder extension(Object value) {
            this.extensions.put(value.getClass(), value);
            return this;
        }

        /**
         * The request.
         *
         * @throws IllegalArgumentException if there is no prompt, which would only load the model
         */
        public GenerateRequest build() {
            if (prompt.isEmpty()) {
                throw new IllegalArgumentException("A prompt is missing; a model is loaded by OllamaClient.load");
            }
            return new GenerateRequest(this);
        }
    }
}
