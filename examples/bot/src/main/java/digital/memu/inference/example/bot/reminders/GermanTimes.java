package digital.memu.inference.example.bot.reminders;

import digital.memu.inference.example.bot.reminders.DateReader.FoundTime;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The times that a German family says most: {@code morgen um 9}, {@code am Freitag um 18:30}, {@code in zwei Stunden}. */
final class GermanTimes {

    private static final List<String> WEEKDAYS =
            List.of("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag");
    private static final Map<String, Integer> NUMBERS =
            Map.of("einer halben", 0, "einer", 1, "einem", 1, "zwei", 2, "drei", 3, "vier", 4, "fünf", 5, "zehn", 10);
    private static final Map<String, Integer> PARTS_OF_DAY =
            Map.of("früh", 8, "vormittag", 10, "mittag", 12, "nachmittag", 15, "abend", 19);

    private static final Pattern SPAN = pattern("in (\\d{1,4}|einer halben|einer|einem|zwei|drei|vier|fünf|zehn)"
            + " (minuten?|stunden?|tage?n?|wochen?)\\b");
    private static final String CLOCK = "(?: ?um)? (\\d{1,2})(?:[:.](\\d{2}))?(?: ?uhr)?\\b";
    private static final Pattern DAY =
            pattern("\\b(heute|morgen|übermorgen|(?:am |nächsten |kommenden )?(?:" + String.join("|", WEEKDAYS)
                    + ")|am (?:\\d{1,2})\\.(?:\\d{1,2})\\.(?:\\d{4})?)(?: ?(früh|vormittag|mittag|nachmittag|abend))?(?:"
                    + CLOCK + ")?");
    private static final Pattern TIME_ONLY = pattern("\\bum (\\d{1,2})(?:[:.](\\d{2}))?(?: ?uhr)?\\b");

    private GermanTimes() {}

    private static Pattern pattern(String regex) {
        return Pattern.compile(
                regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    }

    static Optional<FoundTime> find(String words, ZonedDateTime now) {
        try {
            Matcher span = SPAN.matcher(words);
            if (span.find()) {
                return Optional.of(new FoundTime(later(now, span), span.start(), span.end()));
            }
            Matcher day = DAY.matcher(words);
            if (day.find()) {
                LocalTime time = day.group(3) == null ? part(day.group(2)) : clock(day.group(3), day.group(4));
                return Optional.of(new FoundTime(
                        date(lower(day.group(1)), now.toLocalDate(), now)
                                .atTime(evening(time, day.group(2)))
                                .atZone(now.getZone()),
                        day.start(),
                        day.end()));
            }
            Matcher time = TIME_ONLY.matcher(words);
            if (time.find()) {
                ZonedDateTime when = now.with(clock(time.group(1), time.group(2)));
                return Optional.of(
                        new FoundTime(when.isAfter(now) ? when : when.plusDays(1), time.start(), time.end()));
            }
        } catch (DateTimeException e) {
            // There is no such day or time: the 31st of February, 25 o'clock.
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static ZonedDateTime later(ZonedDateTime now, Matcher span) {
        String number = lower(span.group(1));
        long count = number.matches("\\d+") ? Long.parseLong(number) : NUMBERS.getOrDefault(number, 1);
        String unit = lower(span.group(2));
        if (unit.startsWith("tag")) {
            return now.plusDays(count);
        }
        if (unit.startsWith("woche")) {
            return now.plusWeeks(count);
        }
        Duration one = unit.startsWith("stunde") ? Duration.ofHours(1) : Duration.ofMinutes(1);
        return now.plus(count == 0 ? one.dividedBy(2) : one.multipliedBy(count));
    }

    private static LocalDate date(String day, LocalDate today, ZonedDateTime now) {
        if (day.equals("heute")) {
            return today;
        }
        if (day.equals("morgen")) {
            return today.plusDays(1);
        }
        if (day.equals("übermorgen")) {
            return today.plusDays(2);
        }
        Matcher date = Pattern.compile("am (\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})?").matcher(day);
        if (date.matches()) {
            int year = date.group(3) == null ? now.getYear() : Integer.parseInt(date.group(3));
            LocalDate found = LocalDate.of(year, Integer.parseInt(date.group(2)), Integer.parseInt(date.group(1)));
            return date.group(3) == null && found.isBefore(today) ? found.plusYears(1) : found;
        }
        String name = day.substring(day.lastIndexOf(' ') + 1);
        return today.with(TemporalAdjusters.next(DayOfWeek.of(WEEKDAYS.indexOf(name) + 1)));
    }

    private static LocalTime part(@Nullable String partOfDay) {
        return partOfDay == null ? DateReader.MORNING : LocalTime.of(PARTS_OF_DAY.getOrDefault(lower(partOfDay), 9), 0);
    }

    private static LocalTime clock(String hour, @Nullable String minute) {
        return LocalTime.of(Integer.parseInt(hour), minute == null ? 0 : Integer.parseInt(minute));
    }

    /** "Abend um 7" is 19:00. */
    private static LocalTime evening(LocalTime time, @Nullable String partOfDay) {
        boolean late = partOfDay != null && PARTS_OF_DAY.getOrDefault(lower(partOfDay), 0) > 12;
        return late && time.getHour() < 12 ? time.plusHours(12) : time;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
