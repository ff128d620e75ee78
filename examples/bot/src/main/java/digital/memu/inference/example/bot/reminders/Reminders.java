package digital.memu.inference.example.bot.reminders;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The reminders that are not delivered yet. Thread-safe. */
public interface Reminders {

    /** Remembers one; asked for again by the same message it is the one that is there. */
    Reminder add(String key, String room, String person, Wish wish);

    /** Those of a room, the earliest first. */
    List<Reminder> in(String room);

    /** Those that are due, the earliest first. */
    List<Reminder> due(Instant now);

    /** Delivered, or no longer wanted; false if there is none of that number in the room. */
    boolean close(String room, long number);

    /** The one of that number in a room. */
    default Optional<Reminder> find(String room, long number) {
        return in(room).stream().filter(one -> one.number() == number).findFirst();
    }
}
