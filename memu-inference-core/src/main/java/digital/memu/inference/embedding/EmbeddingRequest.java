package digital.memu.inference.embedding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Texts to be turned into vectors by one model.
 *
 * <p>The model is named always: vectors of different models must not mix, so no backend may choose one. Immutable and
 * thread-safe.
 */
public final class EmbeddingRequest {

    private final String model;
    private final List<String> texts;
    private final @Nullable Boolean truncate;
    private final @Nullable Integer dimensions;
    private final Map<Class<?>, Object> extensions;

    private EmbeddingRequest(Builder builder) {
        this.model = builder.model;
        this.texts = List.copyOf(builder.texts);
        this.truncate = builder.truncate;
        this.dimensions = builder.dimensions;
        this.extensions = Map.copyOf(builder.extensions);
    }

    /** Texts for a model. */
    public static EmbeddingRequest of(String model, String... texts) {
        return builder(model).texts(List.of(texts)).build();
    }

    /** A builder for a model. */
    public static Builder builder(String model) {
        return new Builder(model);
    }

    /** The model. */
    public String model() {
        return model;
    }

    /** The texts, in the order of the vectors. */
    public List<String> texts() {
        return texts;
    }

    /** Whether too long a text is cut or refused; empty leaves it to the server, which cuts. */
    public Optional<Boolean> truncate() {
        return Optional.ofNullable(truncate);
    }

    /** How many numbers a vector shall have; empty means as many as the model gives. */
    public OptionalInt dimensions() {
        return dimensions == null ? OptionalInt.empty() : OptionalInt.of(dimensions);
    }

    /** What only one kind of server knows, by its type. */
    public <E> Optional<E> extension(Class<E> type) {
        return Optional.ofNullable(extensions.get(type)).map(type::cast);
    }

    /** Counts only: texts may be private. */
    @Override
    public String toString() {
        return "EmbeddingRequest[model " + model + ", " + texts.size() + " texts]";
    }

    /** Collects a request; not thread-safe. */
    public static final class Builder {
        private final String model;
        private final List<String> texts = new ArrayList<>();
        private @Nullable Boolean truncate;
        private @Nullable Integer dimensions;
        private final Map<Class<?>, Object> extensions = new LinkedHashMap<>();

        private Builder(String model) {
            this.model = Objects.requireNonNull(model);
        }

        /** Adds texts. */
        public Builder texts(List<String> texts) {
            this.texts.addAll(texts);
            return this;
        }

        /** Whether too long a text is cut (the server's default) or refused. */
        public Builder truncate(boolean cut) {
            this.truncate = cut;
            return this;
        }

        /** How many numbers a vector shall have, for models that can shorten. */
        public Builder dimensions(int count) {
            this.dimensions = count;
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
         * @throws IllegalArgumentException if the model is blank or there is no text
         */
        public EmbeddingRequest build() {
            if (model.isBlank()) {
                throw new IllegalArgumentException("An embedding request needs a model");
            }
            if (texts.isEmpty()) {
                throw new IllegalArgumentException("An embedding request needs at least one text");
            }
            return new EmbeddingRequest(this);
        }
    }
}
