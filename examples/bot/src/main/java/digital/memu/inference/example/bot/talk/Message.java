package digital.memu.inference.example.bot.talk;

import java.time.Instant;

/**
 * Something that a person wrote. Immutable.
 *
 * @param id unique, and the same when it is heard again
 */
public record Message(String room, String id, String sender, Instant at, String text) {

    /** Never the text: it is private. */
    @Override
    public String toString() {
        return "Message[" + id + ", " + text.length() + " characters]";
    }
}
