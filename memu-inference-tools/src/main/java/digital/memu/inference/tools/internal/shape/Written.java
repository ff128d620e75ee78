package digital.memu.inference.tools.internal.shape;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values that JSON writes as text: dates, times and the like. */
final class Written {

    private static final String TIME = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?";

    private static final Map<Class<?>, Shape> SHAPES = shapes();

    private Written() {}

    static @Nullable Shape of(Class<?> type) {
        return SHAPES.get(type);
    }

    /**
     * Each with words, since schemas of tools keep nothing else, and where possible with a form that the server holds the
     * model to in structured answers. For a local time that form is a pattern: "date-time" and "time" would force an offset
     * on it (Ollama 0.9.6). Patterns are such as llama.cpp understands.
     */
    private static Map<Class<?>, Shape> shapes() {
        String date = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
        String offset = "a date and time with its offset such as 2026-01-31T08:00:00+01:00";
        return Map.ofEntries(
                entry(LocalDate.class, "a date such as 2026-01-31", "format", "date", LocalDate::parse),
                entry(
                        LocalDateTime.class,
                        "a date and time such as 2026-01-31T08:00:00, without an offset",
                        "pattern",
                        date + "T" + TIME,
                        text -> LocalDateTime.parse(withT(text))),
                entry(LocalTime.class, "a time of day such as 08:00:00", "pattern", TIME, LocalTime::parse),
                entry(OffsetDateTime.class, offset, "format", "date-time", text -> OffsetDateTime.parse(withT(text))),
                entry(ZonedDateTime.class, offset, "format", "date-time", text -> ZonedDateTime.parse(withT(text))),
                entry(
                        Instant.class,
                        "a date and time in UTC such as 2026-01-31T07:00:00Z",
                        "format",
                        "date-time",
                        text -> OffsetDateTime.parse(withT(text)).toInstant()),
                entry(
                        Duration.class,
                        "a length of time such as PT1H30M",
                        "pattern",
                        "PT([0-9]{1,6}H([0-9]{1,2}M)?|[0-9]{1,6}M|[0-9]{1,6}S)",
                        Duration::parse),
                entry(
                        Period.class,
                        "a length of time in days, weeks, months or years such as P7D",
                        "pattern",
                        "P[0-9]{1,4}[DWMY]",
                        Period::parse),
                entry(
                        YearMonth.class,
                        "a month such as 2026-01",
                        "pattern",
                        "[0-9]{4}-(0[1-9]|1[0-2])",
                        YearMonth::parse),
                entry(ZoneId.class, "a time zone such as Europe/Zurich", "", "", ZoneId::of),
                entry(UUID.class, "a UUID", "format", "uuid", UUID::fromString),
                entry(URI.class, "a web address such as https://example.org/", "", "", URI::create));
    }

    private static Map.Entry<Class<?>, Shape> entry(
            Class<?> type, String words, String keyword, String form, Function<String, Object> parse) {
        Map<String, Object> schema = switch (keyword) {
            case "pattern" -> Schemas.of("type", "string", "pattern", "^" + form + "$", "description", words);
            case "format" -> Schemas.of("type", "string", "format", form, "description", words);
            default -> Schemas.of("type", "string", "description", words);
        };
        return Map.entry(type, new WrittenShape(words, schema, parse));
    }

    /** Models like to write a blank between date and time. */
    private static String withT(String text) {
        return text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + "T" + text.substring(11) : text;
    }

    private record WrittenShape(String words, Map<String, Object> schema, Function<String, Object> parse)
            implements Shape {

        @Override
        public @Nullable Object read(Object json, String path, Problems problems) {
            if (json instanceof String text) {
                try {
                    return parse.apply(text.strip());
                } catch (DateTimeException | IllegalArgumentException e) {
                    problems.add(path, "must be " + words);
                    return null;
                }
            }
            problems.add(path, "must be a text: " + words);
            return null;
        }
    }
}
