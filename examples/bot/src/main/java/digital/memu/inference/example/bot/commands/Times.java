package digital.memu.inference.example.bot.commands;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and words as an answer has them. */
final class Times {

    private static final DateTimeFormatter WORDS =
            DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy 'at' HH:mm", Locale.ENGLISH);

    private Times() {}

    static String words(ZonedDateTime time) {
        return WORDS.format(time);
    }

    static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
