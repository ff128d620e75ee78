package digital.memu.inference.photo;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A photo, and what is to be found out about it; each by the model that is named, since vectors of different models must not
 * mix.
 *
 * <pre>{@code
 * PhotoRequest.of(path).embedding("ViT-B-32__openai").faces("buffalo_l").text("PP-OCRv5_mobile").build()
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class PhotoRequest {

    private final Photo photo;
    private final @Nullable String embedding;
    private final @Nullable String faces;
    private final @Nullable String text;

    private PhotoRequest(Builder builder) {
        this.photo = builder.photo;
        this.embedding = builder.embedding;
        this.faces = builder.faces;
        this.text = builder.text;
    }

    /** A builder for a file. */
    public static Builder of(Path file) {
        return of(Photo.of(file));
    }

    /** A builder for bytes at hand, which must not be written to any more; named by their number, to be told apart. */
    public static Builder of(byte[] bytes) {
        return of(Photo.of("photo of " + bytes.length + " bytes", bytes));
    }

    /** A builder for any photo. */
    public static Builder of(Photo photo) {
        return new Builder(photo);
    }

    /** The photo. */
    public Photo photo() {
        return photo;
    }

    /** The model that makes the photo's vector; empty where none is wanted. */
    public Optional<String> embedding() {
        return Optional.ofNullable(embedding);
    }

    /** The model that finds faces; empty where none are wanted. */
    public Optional<String> faces() {
        return Optional.ofNullable(faces);
    }

    /** The model that reads text; empty where none is wanted. */
    public Optional<String> text() {
        return Optional.ofNullable(text);
    }

    /** The same wishes for another photo. */
    public PhotoRequest withPhoto(Photo other) {
        Builder builder = new Builder(other);
        builder.embedding = embedding;
        builder.faces = faces;
        builder.text = text;
        return new PhotoRequest(builder);
    }

    @Override
    public String toString() {
        return "PhotoRequest[" + photo.name() + ", embedding " + embedding + ", faces " + faces + ", text " + text
                + "]";
    }

    /** Collects a request; not thread-safe. */
    public static final class Builder {
        private final Photo photo;
        private @Nullable String embedding;
        private @Nullable String faces;
        private @Nullable String text;

        private Builder(Photo photo) {
            this.photo = Objects.requireNonNull(photo);
        }

        /** The photo's vector by this model. */
        public Builder embedding(String model) {
            this.embedding = named(model);
            return this;
        }

        /** The faces by this model, each with a vector of its own. */
        public Builder faces(String model) {
            this.faces = named(model);
            return this;
        }

        /** The text in the photo by this model. */
        public Builder text(String model) {
            this.text = named(model);
            return this;
        }

        /** Blanks around a name would make it another one to the server. */
        private static String named(String model) {
            String name = model.strip();
            if (name.isEmpty()) {
                throw new IllegalArgumentException("A model has a name, such as ViT-B-32__openai");
            }
            return name;
        }

        /**
         * The request.
         *
         * @throws IllegalArgumentException if nothing is to be found out
         */
        public PhotoRequest build() {
            if (embedding == null && faces == null && text == null) {
                throw new IllegalArgumentException(
                        "A photo request asks for something: embedding(model), faces(model) or text(model)");
            }
            return new PhotoRequest(this);
        }
    }
}
