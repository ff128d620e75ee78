package digital.memu.inference.example.console;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: {@code 90s}, {@code 10m}, {@code 1d12h}, {@code 0}. */
public final class Durations {

    private static final Pattern PARTS =
            Pattern.compile("(?:(\\d{1,5})d)?(?:(\\d{1,6})h)?(?:(\\d{1,8})m(?:in)?)?(?:(\\d{1,9})s)?");
    private static final Duration LONGEST = Duration.ofDays(366);

    private Durations() {}

    /** Empty where it is none, or more than a year. */
    public static Optional<Duration> parse(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT).replace(" ", "");
        if (plain.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        Matcher parts = PARTS.matcher(plain);
        if (plain.isEmpty() || !parts.matches()) {
            return Optional.empty();
        }
        Duration time = Duration.ofDays(number(parts, 1))
                .plusHours(number(parts, 2))
                .plusMinutes(number(parts, 3))
                .plusSeconds(number(parts, 4));
        return Optional.of(time).filter(sum -> sum.compareTo(LONGEST) <= 0);
    }

    private static long number(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
    }

    /** A time in words, in its two largest units at most. */
    public static String words(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
