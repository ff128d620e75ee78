package digital.memu.inference.ollama;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A model in a server's list, on its disk or only a name for one elsewhere. Immutable and thread-safe. */
public final class InstalledModel {

    private final Fields fields;

    InstalledModel(Fields fields) {
        this.fields = fields;
    }

    /** The name, with its tag. */
    public String name() {
        String model = fields.text("model");
        return model.isEmpty() ? fields.text("name") : model;
    }

    /** Bytes on disk. */
    public OptionalLong size() {
        return fields.number("size");
    }

    /** What the model is, by content: two names with the same digest are one model. Empty where not told. */
    public String digest() {
        return fields.text("digest");
    }

    /** When it was installed or changed. */
    public Optional<Instant> modifiedAt() {
        return fields.time("modified_at");
    }

    /** What it is made of. */
    public ModelDetails details() {
        return new ModelDetails(fields.object("details"));
    }

    /** What it can do ({@code completion}, {@code tools}, {@code vision}, {@code embedding} ...); told from 0.30 on. */
    public List<String> capabilities() {
        return fields.texts("capabilities");
    }

    /** Where it really runs; present only when that is another machine, usually in the internet. */
    public Optional<String> remoteHost() {
        return fields.optionalText("remote_host");
    }

    /** Its name there. */
    public Optional<String> remoteModel() {
        return fields.optionalText("remote_model");
    }

    @Override
    public String toString() {
        return "InstalledModel[" + name()
                + remoteHost().map(host -> ", at " + host).orElse("") + "]";
    }
}
