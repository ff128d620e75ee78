package digital.memu.inference.example.bot.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Up to where people had read a room before they came to look.
 *
 * <p>Who opens a room has read all of it at once, as far as their program tells: what they ask for is what came since their
 * last visit. Marks that follow one another within ten minutes are one visit.
 */
public final class ReadMarks {

    private static final Duration VISIT = Duration.ofMinutes(10);

    private final Database database;

    /** Those in this data base. */
    public ReadMarks(Database database) {
        this.database = database;
    }

    /** A person has read up to this message now. */
    public void read(String room, String person, String event, Instant at) {
        database.transaction(() -> {
            Optional<Mark> last = mark(room, person);
            boolean sameVisit = last.isPresent() && at.isBefore(last.get().at.plus(VISIT));
            @Nullable
            String before =
                    last.map(mark -> sameVisit ? mark.before : mark.event).orElse(null);
            return database.update(
                    "MERGE INTO read_marks (room, person, event, since, before) VALUES (?, ?, ?, ?, ?)",
                    room,
                    person,
                    event,
                    at.toEpochMilli(),
                    before);
        });
    }

    /** The last message that they had read before the visit in which they ask; empty where that is not known. */
    public Optional<String> lastRead(String room, String person, Instant asked) {
        return mark(room, person)
                .map(mark -> asked.isBefore(mark.at.plus(VISIT)) && mark.before != null ? mark.before : mark.event);
    }

    private Optional<Mark> mark(String room, String person) {
        return database
                .query(
                        row -> new Mark(row.getString(1), Instant.ofEpochMilli(row.getLong(2)), row.getString(3)),
                        "SELECT event, since, before FROM read_marks WHERE room = ? AND person = ?",
                        room,
                        person)
                .stream()
                .findFirst();
    }

    private record Mark(String event, Instant at, @Nullable String before) {}
}
