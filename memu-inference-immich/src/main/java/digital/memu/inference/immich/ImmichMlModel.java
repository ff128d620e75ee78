package digital.memu.inference.immich;

import java.util.Objects;

/**
 * A model together with what it does, as a server knows it. Immutable and thread-safe.
 *
 * <p>Names are exact, such as {@code ViT-B-32__openai}, {@code buffalo_l} and {@code PP-OCRv5_mobile}.
 */
public final class ImmichMlModel {

    /** What a model does. */
    enum Work {
        EMBEDDING("vectors of photos"),
        TEXT_EMBEDDING("vectors of texts"),
        FACES("faces"),
        TEXT("text in photos");

        private final String words;

        Work(String words) {
            this.words = words;
        }
    }

    private final Work work;
    private final String name;

    private ImmichMlModel(Work work, String name) {
        this.work = work;
        this.name = name.strip();
        if (this.name.isEmpty()) {
            throw new IllegalArgumentException("A model has a name, such as ViT-B-32__openai");
        }
    }

    /** A model that makes vectors of photos. */
    public static ImmichMlModel embedding(String name) {
        return new ImmichMlModel(Work.EMBEDDING, name);
    }

    /** The same model's other half, which makes vectors of texts. */
    public static ImmichMlModel textEmbedding(String name) {
        return new ImmichMlModel(Work.TEXT_EMBEDDING, name);
    }

    /** A model that finds faces. */
    public static ImmichMlModel faces(String name) {
        return new ImmichMlModel(Work.FACES, name);
    }

    /** A model that reads text in photos. */
    public static ImmichMlModel text(String name) {
        return new ImmichMlModel(Work.TEXT, name);
    }

    Work work() {
        return work;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Name and work, for people. */
    String words() {
        return name + " (" + work.words + ")";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImmichMlModel that && work == that.work && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(work, name);
    }

    @Override
    public String toString() {
        return "ImmichMlModel[" + words() + "]";
    }
}
