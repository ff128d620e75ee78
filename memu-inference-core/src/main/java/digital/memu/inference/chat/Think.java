package digital.memu.inference.chat;

import java.util.Objects;

/**
 * Whether, and how hard, a model thinks before it answers; an open value. Immutable and thread-safe.
 *
 * <p>When a request does not say, models that can think do (Ollama since 0.12.4).
 */
public final class Think {

    /** Think; refused by models that cannot. */
    public static final Think ON = new Think("true");

    /** Do not think; accepted by every model. */
    public static final Think OFF = new Think("false");

    private final String word;

    private Think(String word) {
        this.word = Objects.requireNonNull(word);
    }

    /** Think as hard as the word says: {@code low}, {@code medium}, {@code high}, {@code max}, as the model knows it. */
    public static Think level(String word) {
        return new Think(word);
    }

    /** {@code true}, {@code false} or a level. */
    @Override
    public String toString() {
        return word;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Think that && word.equals(that.word);
    }

    @Override
    public int hashCode() {
        return word.hashCode();
    }
}
