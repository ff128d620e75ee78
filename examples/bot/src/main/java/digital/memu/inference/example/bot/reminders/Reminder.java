package digital.memu.inference.example.bot.reminders;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * Something to remind a person of. Immutable.
 *
 * @param number by which people name it
 * @param key unique for ever: the message that asked for it
 * @param zone the time zone in which it was meant
 */
public record Reminder(long number, String key, String room, String person, String text, Instant due, ZoneId zone) {

    /** When it is due, where its person is. */
    public ZonedDateTime when() {
        return due.atZone(zone);
    }

    /** Never the text: it is private. */
    @Override
    public String toString() {
        return "Reminder[" + number + ", " + due + "]";
    }
}
