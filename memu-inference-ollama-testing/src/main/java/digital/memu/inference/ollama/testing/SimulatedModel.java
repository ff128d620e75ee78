package digital.memu.inference.ollama.testing;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model that an {@link OllamaSimulator} has installed.
 *
 * <p>Without more than a name: it chats and calls tools, is loaded at its first use and in no time, takes 2 GB which lie
 * in the memory of the graphics card, and its template lets it continue an answer that is begun. Embedding models are
 * made by {@link Builder#embedding}.
 *
 * <pre>{@code
 * SimulatedModel.named("llama3.2").loadTime(Duration.ofSeconds(2)).build()
 * SimulatedModel.named("nomic-embed-text").embedding(768).build()
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class SimulatedModel {

    /** How the template treats a last message of the assistant. */
    enum Template {
        OPEN,
        CLOSED,
        NATIVE
    }

    private final ModelName name;
    private final Set<String> capabilities;
    private final Duration loadTime;
    private final boolean loaded;
    private final long size;
    private final long sizeVram;
    private final String digest;
    private final String family;
    private final String parameterSize;
    private final int contextLength;
    private final int embeddingLength;
    private final Template template;
    private final @Nullable String remoteHost;

    private SimulatedModel(Builder builder) {
        this.name = builder.name;
        this.capabilities = Collections.unmodifiableSet(new LinkedHashSet<>(builder.capabilities));
        this.loadTime = builder.loadTime;
        this.loaded = builder.loaded;
        this.size = builder.size;
        this.sizeVram = builder.sizeVram < 0 ? builder.size : builder.sizeVram;
        this.digest = builder.digest == null ? Vectors.digest(builder.name.full()) : builder.digest;
        this.family = builder.family;
        this.parameterSize = builder.parameterSize;
        this.contextLength = builder.contextLength;
        this.embeddingLength = builder.embeddingLength;
        this.template = builder.template;
        this.remoteHost = builder.remoteHost;
    }

    /**
     * Begins a model of this name.
     *
     * @throws IllegalArgumentException if Ollama would not take it as a name
     */
    public static Builder named(String name) {
        return new Builder(
                ModelName.parse(name).orElseThrow(() -> new IllegalArgumentException("not a model name: " + name)));
    }

    /** The name as {@code /api/tags} shows it, such as {@code llama3.2:latest}. */
    public String name() {
        return name.display();
    }

    /**
     * The vector that this model gives for a text: always the same, of length 1, and like no other model's.
     *
     * @throws IllegalStateException if the model has no embedding length
     */
    public float[] vector(String text) {
        return Vectors.of(digest, text, embeddingLength);
    }

    /** The same under another name. */
    SimulatedModel named(ModelName other) {
        Builder copy = new Builder(other);
        copy.capabilities = capabilities;
        copy.loadTime = loadTime;
        copy.size = size;
        copy.sizeVram = sizeVram;
        copy.digest = digest;
        copy.family = family;
        copy.parameterSize = parameterSize;
        copy.contextLength = contextLength;
        copy.embeddingLength = embeddingLength;
        copy.template = template;
        copy.remoteHost = remoteHost;
        return copy.build();
    }

    ModelName fullName() {
        return name;
    }

    Set<String> capabilities() {
        return capabilities;
    }

    boolean can(String capability) {
        return capabilities.contains(capability);
    }

    Duration loadTime() {
        return loadTime;
    }

    boolean isLoaded() {
        return loaded;
    }

    long size() {
        return size;
    }

    long sizeVram() {
        return sizeVram;
    }

    String digest() {
        return digest;
    }

    String family() {
        return family;
    }

    String parameterSize() {
        return parameterSize;
    }

    int contextLength() {
        return contextLength;
    }

    int embeddingLength() {
        return embeddingLength;
    }

    Template template() {
        return template;
    }

    Optional<String> remoteHost() {
        return Optional.ofNullable(remoteHost);
    }

    @Override
    public String toString() {
        return name();
    }

    /** Makes a {@link SimulatedModel}. Not thread-safe. */
    public static final class Builder {

        private final ModelName name;
        private Set<String> capabilities = Set.of("completion", "tools");
        private Duration loadTime = Duration.ZERO;
        private boolean loaded;
        private long size = 2_019_393_189L;
        private long sizeVram = -1;
        private @Nullable String digest;
        private String family = "llama";
        private String parameterSize = "3.2B";
        private int contextLength = 131_072;
        private int embeddingLength = 3_072;
        private Template template = Template.OPEN;
        private @Nullable String remoteHost;

        private Builder(ModelName name) {
            this.name = name;
        }

        /** What the model can do, of {@code completion tools thinking vision insert embedding}. */
        public Builder capabilities(String... capabilities) {
            this.capabilities = new LinkedHashSet<>(List.of(capabilities));
            return this;
        }

        /** Makes it an embedding model with vectors of this many numbers and 2,048 tokens of context. */
        public Builder embedding(int dimensions) {
            family = "nomic-bert";
            parameterSize = "137M";
            size = 274_302_450L;
            embeddingLength = dimensions;
            contextLength = 2_048;
            return capabilities("embedding");
        }

        /** How long a load takes. Default: no time. */
        public Builder loadTime(Duration loadTime) {
            this.loadTime = Objects.requireNonNull(loadTime);
            return this;
        }

        /** Loaded from the start. */
        public Builder loaded() {
            this.loaded = true;
            return this;
        }

        /** The size in bytes. */
        public Builder size(long bytes) {
            this.size = bytes;
            return this;
        }

        /** How much of it lies in the memory of the graphics card when loaded. Default: all. */
        public Builder sizeVram(long bytes) {
            this.sizeVram = bytes;
            return this;
        }

        /** The digest in hexadecimal digits. Default: made from the name. */
        public Builder digest(String digest) {
            this.digest = Objects.requireNonNull(digest);
            return this;
        }

        /** What {@code details} tells. */
        public Builder details(String family, String parameterSize) {
            this.family = Objects.requireNonNull(family);
            this.parameterSize = Objects.requireNonNull(parameterSize);
            return this;
        }

        /** The longest context in tokens. Default: 131,072. */
        public Builder contextLength(int tokens) {
            this.contextLength = tokens;
            return this;
        }

        /** The template ends every message, so an answer cannot be continued: a new one starts. */
        public Builder closedTemplate() {
            this.template = Template.CLOSED;
            return this;
        }

        /** The model brings its own template: a continued answer repeats its beginning first. */
        public Builder nativeTemplate() {
            this.template = Template.NATIVE;
            return this;
        }

        /** Only a stub is here; the model runs at this host, such as {@code https://ollama.com:443}. */
        public Builder remote(String host) {
            this.remoteHost = Objects.requireNonNull(host);
            return this;
        }

        /** The model. */
        public SimulatedModel build() {
            return new SimulatedModel(this);
        }
    }
}
