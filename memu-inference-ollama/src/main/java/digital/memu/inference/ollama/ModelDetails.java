package digital.memu.inference.ollama;

import java.util.List;
import java.util.OptionalInt;

/** What a model is made of; a text is empty, and a list too, where the server does not tell. Immutable and thread-safe. */
public final class ModelDetails {

    private final Fields fields;

    ModelDetails(Fields fields) {
        this.fields = fields;
    }

    /** Format of the file, for example {@code gguf}. */
    public String format() {
        return fields.text("format");
    }

    /** Family, for example {@code llama}. */
    public String family() {
        return fields.text("family");
    }

    /** All families. */
    public List<String> families() {
        return fields.texts("families");
    }

    /** Number of parameters in words, for example {@code 3.2B}. */
    public String parameterSize() {
        return fields.text("parameter_size");
    }

    /** Quantization, for example {@code Q4_K_M}. */
    public String quantization() {
        return fields.text("quantization_level");
    }

    /** The model that it was made from, as the server names it. */
    public String parentModel() {
        return fields.text("parent_model");
    }

    /** Tokens that the model can see at once; told from 0.30 on. */
    public OptionalInt contextLength() {
        return fields.count("context_length");
    }

    /** Numbers of a vector; told from 0.30 on. */
    public OptionalInt embeddingLength() {
        return fields.count("embedding_length");
    }

    @Override
    public String toString() {
        return "ModelDetails[" + family() + ", " + parameterSize() + ", " + quantization() + "]";
    }
}
