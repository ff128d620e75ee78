package digital.memu.inference.chat;

import java.util.Locale;
import java.util.Objects;

/** Who says a message; an open value, since models know roles of their own. Immutable and thread-safe. */
public final class Role {

    /** Sets the rules of the conversation. */
    public static final Role SYSTEM = new Role("system");

    /** The person who asks. */
    public static final Role USER = new Role("user");

    /** The model. */
    public static final Role ASSISTANT = new Role("assistant");

    /** The result of a tool call. */
    public static final Role TOOL = new Role("tool");

    private final String word;

    private Role(String word) {
        this.word = Objects.requireNonNull(word);
    }

    /** The role by its word; case does not matter. */
    public static Role of(String word) {
        return new Role(word.toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Role that && word.equals(that.word);
    }

    @Override
    public int hashCode() {
        return word.hashCode();
    }

    /** The word on the wire. */
    @Override
    public String toString() {
        return word;
    }
}
