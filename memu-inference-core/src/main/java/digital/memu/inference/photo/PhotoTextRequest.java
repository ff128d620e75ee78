package digital.memu.inference.photo;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A text to be compared with photos. Immutable and thread-safe. */
public final class PhotoTextRequest {

    private final String model;
    private final String text;
    private final @Nullable String language;

    private PhotoTextRequest(String model, String text, @Nullable String language) {
        this.model = model;
        this.text = text;
        this.language = language;
    }

    /**
     * A text for the model that made the photos' vectors.
     *
     * @throws IllegalArgumentException if model or text is blank
     */
    public static PhotoTextRequest of(String model, String text) {
        if (model.isBlank()) {
            throw new IllegalArgumentException("A model has a name, such as ViT-B-32__openai");
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException("There is nothing to compare in a blank text");
        }
        return new PhotoTextRequest(model.strip(), text, null);
    }

    /** The same in a language, such as {@code de} or {@code pt-BR}; only some models take notice. */
    public PhotoTextRequest language(String code) {
        return new PhotoTextRequest(model, text, Objects.requireNonNull(code));
    }

    /** The model. */
    public String model() {
        return model;
    }

    /** The text. */
    public String text() {
        return text;
    }

    /** Its language; empty where it is not told. */
    public Optional<String> language() {
        return Optional.ofNullable(language);
    }

    /** Without the text, which may be private. */
    @Override
    public String toString() {
        return "PhotoTextRequest[" + model + ", " + text.length() + " characters]";
    }
}
