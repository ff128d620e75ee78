package digital.memu.inference.chat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How the model chooses its words; what is not set is left to the server and its model. Immutable and thread-safe.
 *
 * <p>Servers of different versions have different defaults (Ollama's {@code repeat_penalty} changed from 1.1 to 1.0 in
 * 0.32.10): set what must be equal everywhere.
 */
public final class GenerationOptions {

    private static final GenerationOptions NONE = builder().build();

    private final @Nullable Double temperature;
    private final @Nullable Integer topK;
    private final @Nullable Double topP;
    private final @Nullable Double minP;
    private final @Nullable Integer seed;
    private final @Nullable Integer maxTokens;
    private final @Nullable Integer contextLength;
    private final @Nullable Double repeatPenalty;
    private final @Nullable Double presencePenalty;
    private final @Nullable Double frequencyPenalty;
    private final List<String> stop;

    private GenerationOptions(Builder builder) {
        this.temperature = builder.temperature;
        this.topK = builder.topK;
        this.topP = builder.topP;
        this.minP = builder.minP;
        this.seed = builder.seed;
        this.maxTokens = builder.maxTokens;
        this.contextLength = builder.contextLength;
        this.repeatPenalty = builder.repeatPenalty;
        this.presencePenalty = builder.presencePenalty;
        this.frequencyPenalty = builder.frequencyPenalty;
        this.stop = List.copyOf(builder.stop);
    }

    /** Nothing set. */
    public static GenerationOptions none() {
        return NONE;
    }

    /** A builder with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from these options. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.temperature = temperature;
        builder.topK = topK;
        builder.topP = topP;
        builder.minP = minP;
        builder.seed = seed;
        builder.maxTokens = maxTokens;
        builder.contextLength = contextLength;
        builder.repeatPenalty = repeatPenalty;
        builder.presencePenalty = presencePenalty;
        builder.frequencyPenalty = frequencyPenalty;
        builder.stop = stop;
        return builder;
    }

    /** Boldness: 0 takes the likeliest token. */
    public OptionalDouble temperature() {
        return optional(temperature);
    }

    /** How many of the likeliest tokens are considered. */
    public OptionalInt topK() {
        return optional(topK);
    }

    /** The share of probability that is considered. */
    public OptionalDouble topP() {
        return optional(topP);
    }

    /** The least probability, relative to the likeliest token's. */
    public OptionalDouble minP() {
        return optional(minP);
    }

    /** Seed of the choice; equal seeds give equal answers on one server. */
    public OptionalInt seed() {
        return optional(seed);
    }

    /** Limit of tokens of the answer; negative means none. */
    public OptionalInt maxTokens() {
        return optional(maxTokens);
    }

    /** Tokens that the model sees at once; a server may reload the model when it changes. */
    public OptionalInt contextLength() {
        return optional(contextLength);
    }

    /** Penalty for repeating. */
    public OptionalDouble repeatPenalty() {
        return optional(repeatPenalty);
    }

    /** Penalty for tokens that occurred. */
    public OptionalDouble presencePenalty() {
        return optional(presencePenalty);
    }

    /** Penalty for tokens by how often they occurred. */
    public OptionalDouble frequencyPenalty() {
        return optional(frequencyPenalty);
    }

    /** Texts that end the answer; empty means not set. */
    public Optional<List<String>> stop() {
        return stop.isEmpty() ? Optional.empty() : Optional.of(stop);
    }

    private static OptionalDouble optional(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static OptionalInt optional(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    @Override
    public String toString() {
        return "GenerationOptions[temperature " + temperature + ", seed " + seed + ", maxTokens " + maxTokens + "]";
    }

    /** Collects the options; not thread-safe. */
    public static final class Builder {
        private @Nullable Double temperature;
        private @Nullable Integer topK;
        private @Nullable Double topP;
        private @Nullable Double minP;
        private @Nullable Integer seed;
        private @Nullable Integer maxTokens;
        private @Nullable Integer contextLength;
        private @Nullable Double repeatPenalty;
        private @Nullable Double presencePenalty;
        private @Nullable Double frequencyPenalty;
        private List<String> stop = List.of();

        private Builder() {}

        /** Boldness. */
        public Builder temperature(double value) {
            this.temperature = value;
            return this;
        }

        /** How many of the likeliest tokens are considered. */
        public Builder topK(int value) {
            this.topK = value;
            return this;
        }

        /** The share of probability that is considered. */
        public Builder topP(double value) {
            this.topP = value;
            return this;
        }

        /** The least probability. */
        public Builder minP(double value) {
            this.minP = value;
            return this;
        }

        /** Seed of the choice. */
        public Builder seed(int value) {
            this.seed = value;
            return this;
        }

        /** Limit of tokens of the answer. */
        public Builder maxTokens(int value) {
            this.maxTokens = value;
            return this;
        }

        /** Tokens that the model sees at once. */
        public Builder contextLength(int value) {
            this.contextLength = value;
            return this;
        }

        /** Penalty for repeating. */
        public Builder repeatPenalty(double value) {
            this.repeatPenalty = value;
            return this;
        }

        /** Penalty for tokens that occurred. */
        public Builder presencePenalty(double value) {
            this.presencePenalty = value;
            return this;
        }

        /** Penalty for tokens by how often they occurred. */
        public Builder frequencyPenalty(double value) {
            this.frequencyPenalty = value;
            return this;
        }

        /** Texts that end the answer. */
        public Builder stop(String... texts) {
            this.stop = List.of(texts);
            return this;
        }

        /** The options. */
        public GenerationOptions build() {
            return new GenerationOptions(this);
        }
    }
}
