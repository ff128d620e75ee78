package digital.memu.inference.ollama;

import digital.memu.inference.chat.ChatMessage;
import digital.memu.inference.chat.GenerationOptions;
import digital.memu.inference.ollama.internal.wire.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model to be made: from another one on the server with parameters of one's own, or from files on this machine.
 *
 * <p>Nothing is set by default, and what is not set is taken over from the other model, or found in the file. Immutable
 * and thread-safe.
 */
public final class CreateRequest {

    private final String model;
    private final @Nullable String from;
    private final List<Path> files;
    private final List<Path> adapters;
    private final Map<String, Object> fields;

    private CreateRequest(Builder builder) {
        this.model = builder.model;
        this.from = builder.from;
        this.files = List.copyOf(builder.files);
        this.adapters = List.copyOf(builder.adapters);
        Map<String, Object> all = new LinkedHashMap<>(builder.fields);
        if (!builder.license.isEmpty()) {
            all.put("license", builder.license.size() == 1 ? builder.license.get(0) : List.copyOf(builder.license));
        }
        if (!builder.parameters.isEmpty()) {
            all.put("parameters", Map.copyOf(builder.parameters));
        }
        if (!builder.messages.isEmpty()) {
            all.put("messages", List.copyOf(builder.messages));
        }
        this.fields = Map.copyOf(all);
    }

    /** A builder for a model of this name. */
    public static Builder builder(String model) {
        return new Builder(model);
    }

    /** The new model's name. */
    public String model() {
        return model;
    }

    /** The model that it starts from. */
    public Optional<String> from() {
        return Optional.ofNullable(from);
    }

    /** The files that it is made of. */
    public List<Path> files() {
        return files;
    }

    List<Path> adapters() {
        return adapters;
    }

    Map<String, Object> fields(Map<Path, String> digests) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", model);
        if (from != null) {
            body.put("from", from);
        }
        named("files", files, digests, body);
        named("adapters", adapters, digests, body);
        body.putAll(fields);
        return body;
    }

    private static void named(
            String field, Collection<Path> paths, Map<Path, String> digests, Map<String, Object> body) {
        Map<String, String> names = new LinkedHashMap<>();
        for (Path path : paths) {
            names.put(String.valueOf(path.getFileName()), Objects.requireNonNull(digests.get(path)));
        }
        if (!names.isEmpty()) {
            body.put(field, names);
        }
    }

    /** Name and origin only. */
    @Override
    public String toString() {
        return "CreateRequest[" + model + (from == null ? " of " + files.size() + " files" : " from " + from) + "]";
    }

    /** Collects a request; not thread-safe. */
    public static final class Builder {
        private final String model;
        private @Nullable String from;
        private final List<Path> files = new ArrayList<>();
        private final List<Path> adapters = new ArrayList<>();
        private final List<String> license = new ArrayList<>();
        private final Map<String, Object> parameters = new LinkedHashMap<>();
        private final List<Map<String, Object>> messages = new ArrayList<>();
        private final Map<String, Object> fields = new LinkedHashMap<>();

        private Builder(String model) {
            this.model = Objects.requireNonNull(model);
        }

        /** The model to start from; a server that has not got it fetches it. */
        public Builder from(String model) {
            this.from = Objects.requireNonNull(model);
            return this;
        }

        /** Adds a file of the model: usually one, in the GGUF format. */
        public Builder file(Path file) {
            this.files.add(Objects.requireNonNull(file));
            return this;
        }

        /** Adds a file with an adapter (LoRA). */
        public Builder adapter(Path file) {
            this.adapters.add(Objects.requireNonNull(file));
            return this;
        }

        /** The template that turns messages into a prompt, in Go's language. */
        public Builder template(String text) {
            return field("template", text);
        }

        /** The rules that the model always gets. */
        public Builder system(String text) {
            return field("system", text);
        }

        /** Adds a licence. */
        public Builder license(String text) {
            this.license.add(Objects.requireNonNull(text));
            return this;
        }

        /** Adds a message that every conversation begins with; only role and text count. */
        public Builder message(ChatMessage message) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("role", message.role().toString());
            fields.put("content", message.text());
            this.messages.add(fields);
            return this;
        }

        /** Defaults of options. */
        public Builder parameters(GenerationOptions options) {
            this.parameters.putAll(RequestFields.options(options));
            return this;
        }

        /**
         * A default of an option by Ollama's own name, such as {@code num_ctx}.
         *
         * @throws IllegalArgumentException if the value is not a string, a number, a boolean, or a list or map of these
         */
        public Builder parameter(String name, Object value) {
            Json.bytes(Map.of(name, value));
            this.parameters.put(name, value);
            return this;
        }

        /** Makes the numbers of a model in full precision coarser, for example to {@code q4_K_M}; takes minutes. */
        public Builder quantize(String level) {
            return field("quantize", level);
        }

        private Builder field(String name, String text) {
            this.fields.put(name, Objects.requireNonNull(text));
            return this;
        }

        /**
         * The request.
         *
         * @throws IllegalArgumentException if there is neither a model nor a file to start from
         */
        public CreateRequest build() {
            if (from == null && files.isEmpty()) {
                throw new IllegalArgumentException("A model is made from(...) another one, or of a file(...)");
            }
            return new CreateRequest(this);
        }
    }
}
