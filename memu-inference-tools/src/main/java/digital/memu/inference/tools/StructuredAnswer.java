package digital.memu.inference.tools;

import digital.memu.inference.chat.ChatReply;

/**
 * An answer as a Java value, with the reply that it came from. Immutable if the value is.
 *
 * @param <T> the type asked for
 */
public final class StructuredAnswer<T> {

    private final T value;
    private final ChatReply reply;
    private final boolean repaired;

    StructuredAnswer(T value, ChatReply reply, boolean repaired) {
        this.value = value;
        this.reply = reply;
        this.repaired = repaired;
    }

    /** The value. */
    public T value() {
        return value;
    }

    /** The reply whose text is the value: route, cost, and the text itself. */
    public ChatReply reply() {
        return reply;
    }

    /** Whether the model needed a second try. */
    public boolean repaired() {
        return repaired;
    }

    /** Never the value: it may be private. */
    @Override
    public String toString() {
        return "StructuredAnswer[" + value.getClass().getSimpleName() + (repaired ? ", repaired, " : ", ") + reply
                + "]";
    }
}
