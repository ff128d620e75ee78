package digital.memu.inference.chat;

import java.util.List;

/**
 * Where the turns of a conversation begin: a turn is a message of the user and everything up to the next one.
 *
 * <p>Tool calls and their results thus lie within one turn: a model that sees one without the other is lost.
 */
final class Turns {

    private Turns() {}

    /** Index at which the turn after the one at {@code from} begins; the size where there is none. */
    static int next(List<ChatMessage> messages, int from) {
        for (int i = from + 1; i < messages.size(); i++) {
            if (begins(messages.get(i))) {
                return i;
            }
        }
        return messages.size();
    }

    /** Index at which the turn with the message at {@code index} begins. */
    static int beginning(List<ChatMessage> messages, int index) {
        for (int i = index; i > 0; i--) {
            if (begins(messages.get(i))) {
                return i;
            }
        }
        return 0;
    }

    /** How many messages at the beginning set the rules. */
    static int rules(List<ChatMessage> messages) {
        int count = 0;
        while (count < messages.size() && messages.get(count).role().equals(Role.SYSTEM)) {
            count++;
        }
        return count;
    }

    private static boolean begins(ChatMessage message) {
        return message.role().equals(Role.USER);
    }
}
