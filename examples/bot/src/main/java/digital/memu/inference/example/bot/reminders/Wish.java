package digital.memu.inference.example.bot.reminders;

import java.time.ZonedDateTime;

/** What somebody wants to be reminded of, and when. Immutable. */
public record Wish(String text, ZonedDateTime when) {

    /** Never the text: it is private. */
    @Override
    public String toString() {
        return "Wish[" + when + "]";
    }
}
