package digital.memu.inference.chat;

import java.util.Objects;

/** Why an answer ended; an open value, since servers add reasons. Immutable and thread-safe. */
public final class FinishReason {

    /** The model was finished, or a stop text came. */
    public static final FinishReason STOP = new FinishReason("stop");

    /** The limit of tokens was reached. */
    public static final FinishReason LENGTH = new FinishReason("length");

    /** The server did not say. */
    public static final FinishReason UNKNOWN = new FinishReason("unknown");

    private final String word;

    private FinishReason(String word) {
        this.word = Objects.requireNonNull(word);
    }

    /** The reason by the server's word. */
    public static FinishReason of(String word) {
        return switch (word) {
            case "stop" -> STOP;
            case "length" -> LENGTH;
            case "unknown", "" -> UNKNOWN;
            default -> new FinishReason(word);
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FinishReason that && word.equals(that.word);
    }

    @Override
    public int hashCode() {
        return word.hashCode();
    }

    /** The server's word. */
    @Override
    public String toString() {
        return word;
    }
}
