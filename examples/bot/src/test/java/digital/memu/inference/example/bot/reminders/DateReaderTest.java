package digital.memu.inference.example.bot.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateReaderTest {

    /** A Friday evening. */
    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 1, 30, 18, 0, 0, 0, ZoneId.of("Europe/Berlin"));

    private final DateReader reader = new DateReader();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tomorrow at 9 water the plants|2026-01-31T09:00|water the plants",
                "me to water the plants tomorrow at 9|2026-01-31T09:00|water the plants",
                "in 2 hours call mum|2026-01-30T20:00|call mum",
                "to call mum in 20 minutes|2026-01-30T18:20|call mum",
                "on friday at 18:30 pizza|2026-02-06T18:30|pizza",
                "buy 3 eggs on 3/4 at 10am|2026-03-04T10:00|buy 3 eggs",
                "next monday dentist|2026-02-02T09:00|dentist",
                "dentist 2026-02-03 14:30|2026-02-03T14:30|dentist",
                "at 8 breakfast|2026-01-31T08:00|breakfast",
                "9pm trash|2026-01-30T21:00|trash",
                "May needs her 2 books tomorrow|2026-01-31T09:00|May needs her 2 books",
                "morgen um 9 Blumen gießen|2026-01-31T09:00|Blumen gießen",
                "mich morgen um 9:30 Uhr an den Zahnarzt|2026-01-31T09:30|den Zahnarzt",
                "übermorgen Müll rausbringen|2026-02-01T09:00|Müll rausbringen",
                "heute Abend um 7 Oma anrufen|2026-01-30T19:00|Oma anrufen",
                "morgen früh Brot kaufen|2026-01-31T08:00|Brot kaufen",
                "am Freitag um 18.30 Uhr Pizza|2026-02-06T18:30|Pizza",
                "Pizza am Freitag|2026-02-06T09:00|Pizza",
                "in 20 Minuten Wäsche|2026-01-30T18:20|Wäsche",
                "in einer Stunde Wäsche|2026-01-30T19:00|Wäsche",
                "in einer halben Stunde Wäsche|2026-01-30T18:30|Wäsche",
                "in drei Tagen Wäsche|2026-02-02T18:00|Wäsche",
                "um 8 Frühstück|2026-01-31T08:00|Frühstück",
                "am 3.2. um 10 Uhr Arzt|2026-02-03T10:00|Arzt",
                "am 3.1. Geburtstag|2027-01-03T09:00|Geburtstag",
                "am 3.2.2027 Arzt|2027-02-03T09:00|Arzt",
            })
    void timesAsPeopleSayThem(String words, LocalDateTime when, String text) {
        assertThat(reader.read(words, NOW)).contains(new Wish(text, when.atZone(NOW.getZone())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"buy milk", "", "am 31.2. Unsinn", "morgen um 25 Uhr", "guten Appetit"})
    void whereNoTimeIsToldNoneIsFound(String words) {
        assertThat(reader.read(words, NOW)).isEmpty();
    }
}
