package digital.memu.inference.example.bot.reminders;

import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.natty.DateGroup;
import org.natty.Parser;

/** Reads times in English by a library, and in German by a few patterns, without any AI. */
public final class DateReader implements WishReader {

    /** For a day without a time. */
    static final LocalTime MORNING = LocalTime.of(9, 0);

    private static final Pattern LINKS = Pattern.compile(
            "^(?:me|mich|us|uns)?\\s*(?:to|that|about|an|daran|dass|on|at|am|um)?\\b\\s*(?:,|:)?\\s*"
                    + "|\\s+(?:on|at|am|um|by|to)?\\s*$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    @Override
    public Optional<Wish> read(String words, ZonedDateTime now) {
        return GermanTimes.find(words, now)
                .or(() -> english(words, now))
                .map(found -> new Wish(rest(words, found), found.when()));
    }

    private static Optional<FoundTime> english(String words, ZonedDateTime now) {
        List<DateGroup> groups =
                new Parser(TimeZone.getTimeZone(now.getZone())).parse(words, Date.from(now.toInstant()));
        // A time of day says more than a month's name, which may be a person's.
        return groups.stream()
                .filter(group -> !group.getDates().isEmpty())
                .max(Comparator.comparing((DateGroup group) -> !group.isTimeInferred())
                        .thenComparing(DateGroup::getAbsolutePosition))
                .map(group -> found(group, words, now));
    }

    private static FoundTime found(DateGroup group, String words, ZonedDateTime now) {
        ZonedDateTime when = group.getDates().get(0).toInstant().atZone(now.getZone());
        if (group.isTimeInferred()) {
            when = when.with(MORNING);
        }
        if (group.isDateInferred() && when.isBefore(now)) {
            when = when.plusDays(1);
        }
        int begin = Math.max(words.indexOf(group.getText()), 0);
        return new FoundTime(when, begin, Math.min(begin + group.getText().length(), words.length()));
    }

    /** What is left of the words without the time and what joins them. */
    private static String rest(String words, FoundTime found) {
        String before = words.substring(0, found.begin());
        String after = words.substring(found.end());
        String joined = (LINKS.matcher(before + " ").replaceAll(" ").strip() + " "
                        + LINKS.matcher(" ".concat(after).strip())
                                .replaceAll(" ")
                                .strip())
                .strip();
        return joined.replaceAll("\\s+", " ");
    }

    /** A time, and where in the words it stands. */
    record FoundTime(ZonedDateTime when, int begin, int end) {}
}
