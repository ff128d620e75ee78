package digital.memu.inference.ollama;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What a server knows about one of its models; a text is empty where it does not tell. Immutable and thread-safe. */
public final class ShownModel {

    private final Fields fields;

    ShownModel(Fields fields) {
        this.fields = fields;
    }

    /** What it can do ({@code completion}, {@code tools}, {@code vision}, {@code embedding} ...); told from 0.6.4 on. */
    public List<String> capabilities() {
        return fields.texts("capabilities");
    }

    /** The template that turns messages into a prompt, in Go's language. */
    public String template() {
        return fields.text("template");
    }

    /** The rules that it always gets. */
    public String system() {
        return fields.text("system");
    }

    /** Its own defaults of options, as lines of text. */
    public String parameters() {
        return fields.text("parameters");
    }

    /** What it is made of. */
    public ModelDetails details() {
        return new ModelDetails(fields.object("details"));
    }

    /** Tokens that it can see at once at most. */
    public OptionalInt contextLength() {
        return info(".context_length");
    }

    /** Numbers of its vectors, or of its inner ones. */
    public OptionalInt embeddingLength() {
        return info(".embedding_length");
    }

    /** The key begins with the architecture, which is different for each family. */
    private OptionalInt info(String ending) {
        Fields info = fields.object("model_info");
        String own = info.text("general.architecture") + ending;
        OptionalInt exact = info.count(own);
        if (exact.isPresent()) {
            return exact;
        }
        return info.map().keySet().stream()
                .map(String::valueOf)
                .filter(key -> key.endsWith(ending))
                .map(info::count)
                .filter(OptionalInt::isPresent)
                .findFirst()
                .orElse(OptionalInt.empty());
    }

    /** Where it really runs; present only when that is another machine, usually in the internet. */
    public Optional<String> remoteHost() {
        return fields.optionalText("remote_host");
    }

    /** Its name there. */
    public Optional<String> remoteModel() {
        return fields.optionalText("remote_model");
    }

    /** When it was installed or changed. */
    public Optional<Instant> modifiedAt() {
        return fields.time("modified_at");
    }

    /** The oldest version that can run it. */
    public Optional<OllamaVersion> requires() {
        return fields.optionalText("requires").map(OllamaVersion::parse);
    }

    @Override
    public String toString() {
        return "ShownModel[" + details() + ", " + capabilities() + "]";
    }
}
