package digital.memu.inference.ollama;

import digital.memu.inference.ollama.internal.wire.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What only Ollama knows, riding on a request: {@code request.extension(OllamaOptions.builder()...build())}. Other
 * servers ignore it.
 *
 * <p>Nothing is set by default, and what is not set is left to the server. <b>Warning:</b> a server loads the model anew,
 * for everybody, when {@code numBatch}, {@code numGpu}, {@code mainGpu}, {@code useMmap}, {@code numThread}, {@code
 * draftNumPredict}, {@code shift} or the length of the context differs from the last request's: use the same values in
 * every request. Immutable and thread-safe.
 */
public final class OllamaOptions {

    private static final OllamaOptions NONE = builder().build();

    private final @Nullable KeepAlive keepAlive;
    private final @Nullable Boolean truncate;
    private final @Nullable Boolean shift;
    private final Map<String, Object> options;

    private OllamaOptions(Builder builder) {
        this.keepAlive = builder.keepAlive;
        this.truncate = builder.truncate;
        this.shift = builder.shift;
        this.options = Collections.unmodifiableMap(new LinkedHashMap<>(builder.options));
    }

    static OllamaOptions none() {
        return NONE;
    }

    /** A builder with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** How long the model stays in memory. */
    public Optional<KeepAlive> keepAlive() {
        return Optional.ofNullable(keepAlive);
    }

    /** Whether too long a conversation loses its oldest messages, or is refused. */
    public Optional<Boolean> truncate() {
        return Optional.ofNullable(truncate);
    }

    /** Whether an answer that outgrows the context pushes the oldest tokens out, or ends. */
    public Optional<Boolean> shift() {
        return Optional.ofNullable(shift);
    }

    /** The options by Ollama's own names, in the order in which they were set. */
    public Map<String, Object> options() {
        return options;
    }

    /** The names of what is set, never the values. */
    @Override
    public String toString() {
        return "OllamaOptions[keepAlive " + keepAlive + ", truncate " + truncate + ", shift " + shift + ", "
                + options.keySet() + "]";
    }

    /** Collects the options; not thread-safe. */
    public static final class Builder {
        private @Nullable KeepAlive keepAlive;
        private @Nullable Boolean truncate;
        private @Nullable Boolean shift;
        private final Map<String, Object> options = new LinkedHashMap<>();

        private Builder() {}

        /** How long the model stays in memory after this request; the server's default is 5 min. */
        public Builder keepAlive(KeepAlive keepAlive) {
            this.keepAlive = Objects.requireNonNull(keepAlive);
            return this;
        }

        /** Whether too long a conversation silently loses its oldest messages (the server's default) or is refused. */
        public Builder truncate(boolean cut) {
            this.truncate = cut;
            return this;
        }

        /** Whether an answer that outgrows the context pushes the oldest tokens out (the default) or ends. */
        public Builder shift(boolean push) {
            this.shift = push;
            return this;
        }

        /** Tokens of the prompt read at once. */
        public Builder numBatch(int count) {
            return option("num_batch", count);
        }

        /** Layers on the GPU; 0 means the processor alone. */
        public Builder numGpu(int layers) {
            return option("num_gpu", layers);
        }

        /** The GPU for what is not split. */
        public Builder mainGpu(int index) {
            return option("main_gpu", index);
        }

        /** Whether the model's file is mapped into memory. */
        public Builder useMmap(boolean mapped) {
            return option("use_mmap", mapped);
        }

        /** Threads on the processor. */
        public Builder numThread(int count) {
            return option("num_thread", count);
        }

        /** Tokens that the draft model guesses ahead. */
        public Builder draftNumPredict(int count) {
            return option("draft_num_predict", count);
        }

        /** Tokens at the beginning that are kept when the context is pushed on. */
        public Builder numKeep(int count) {
            return option("num_keep", count);
        }

        /** How typical a token must be; 1 switches it off. */
        public Builder typicalP(double value) {
            return option("typical_p", value);
        }

        /** How many tokens back repeating is punished. */
        public Builder repeatLastN(int count) {
            return option("repeat_last_n", count);
        }

        /**
         * An option by Ollama's own name, for one that this library does not know yet; it wins over the same one set
         * elsewhere in the request. Servers ignore names that they do not know.
         *
         * @throws IllegalArgumentException if the value is not a string, a number, a boolean, or a list or map of these
         */
        public Builder option(String name, Object value) {
            Json.bytes(Map.of(name, value));
            this.options.put(name, value);
            return this;
        }

        /** The options. */
        public OllamaOptions build() {
            return new OllamaOptions(this);
        }
    }
}
