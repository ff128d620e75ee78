package digital.memu.inference.chat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What an answer cost; every figure may be missing, since servers leave out zeros. Immutable and thread-safe. */
public final class Usage {

    private static final Usage NONE = builder().build();

    private final @Nullable Integer promptTokens;
    private final @Nullable Integer answerTokens;
    private final @Nullable Duration total;
    private final @Nullable Duration load;
    private final @Nullable Duration prompt;
    private final @Nullable Duration answer;

    private Usage(Builder builder) {
        this.promptTokens = builder.promptTokens;
        this.answerTokens = builder.answerTokens;
        this.total = builder.total;
        this.load = builder.load;
        this.prompt = builder.prompt;
        this.answer = builder.answer;
    }

    /** No figures at all. */
    public static Usage none() {
        return NONE;
    }

    /** A builder without figures. */
    public static Builder builder() {
        return new Builder();
    }

    /** Tokens of the prompt, cached ones included or not as the server counts. */
    public OptionalInt promptTokens() {
        return promptTokens == null ? OptionalInt.empty() : OptionalInt.of(promptTokens);
    }

    /** Tokens of the answer. */
    public OptionalInt answerTokens() {
        return answerTokens == null ? OptionalInt.empty() : OptionalInt.of(answerTokens);
    }

    /** Time on the server, waiting there included. */
    public Optional<Duration> total() {
        return Optional.ofNullable(total);
    }

    /** Time to load the model; not zero for a warm model. */
    public Optional<Duration> load() {
        return Optional.ofNullable(load);
    }

    /** Time to read the prompt. */
    public Optional<Duration> prompt() {
        return Optional.ofNullable(prompt);
    }

    /** Time to write the answer. */
    public Optional<Duration> answer() {
        return Optional.ofNullable(answer);
    }

    /** Speed of writing; empty where the server told too little. */
    public OptionalDouble tokensPerSecond() {
        if (answerTokens == null || answer == null || answer.isZero()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(answerTokens * 1e9 / answer.toNanos());
    }

    @Override
    public String toString() {
        return "Usage[prompt " + promptTokens + ", answer " + answerTokens + ", total " + total + "]";
    }

    /** Collects the figures; not thread-safe. */
    public static final class Builder {
        private @Nullable Integer promptTokens;
        private @Nullable Integer answerTokens;
        private @Nullable Duration total;
        private @Nullable Duration load;
        private @Nullable Duration prompt;
        private @Nullable Duration answer;

        private Builder() {}

        /** Tokens of the prompt. */
        public Builder promptTokens(@Nullable Integer count) {
            this.promptTokens = count;
            return this;
        }

        /** Tokens of the answer. */
        public Builder answerTokens(@Nullable Integer count) {
            this.answerTokens = count;
            return this;
        }

        /** Time on the server. */
        public Builder total(@Nullable Duration time) {
            this.total = time;
            return this;
        }

        /** Time to load the model. */
        public Builder load(@Nullable Duration time) {
            this.load = time;
            return this;
        }

        /** Time to read the prompt. */
        public Builder prompt(@Nullable Duration time) {
            this.prompt = time;
            return this;
        }

        /** Time to write the answer. */
        public Builder answer(@Nullable Duration time) {
            this.answer = time;
            return this;
        }

        /** The figures. */
        public Usage build() {
            return new Usage(this);
        }
    }
}
