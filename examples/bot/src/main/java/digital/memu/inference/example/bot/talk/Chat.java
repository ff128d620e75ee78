package digital.memu.inference.example.bot.talk;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** A place where people write and the bot answers. Thread-safe. */
public interface Chat {

    /** What was written before this message, oldest first: at most so many messages. */
    List<Message> before(Message message, int most);

    /** What its sender has not read when they wrote it, oldest first: at most so many messages. */
    List<Message> unread(Message message, int most);

    /** The time zone that a person has told, where they did. */
    Optional<ZoneId> zoneOf(String person);

    /**
     * Calls a person in a room; {@code key} is unique, and the same when it is done again after a crash.
     *
     * @throws ChatException if the bot is not let in any more: to be done again when it is
     */
    void call(String room, String person, String key, String text);
}
