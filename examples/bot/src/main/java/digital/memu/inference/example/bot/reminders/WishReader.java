package digital.memu.inference.example.bot.reminders;

import java.time.ZonedDateTime;
import java.util.Optional;

/** Finds out what is wanted and when. Thread-safe. */
public interface WishReader {

    /** The wish in these words, said at that moment; empty where no time is found in them. */
    Optional<Wish> read(String words, ZonedDateTime now);
}
