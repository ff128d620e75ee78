package digital.memu.inference.example.bot.state;

import digital.memu.inference.example.bot.reminders.Reminder;
import digital.memu.inference.example.bot.reminders.Reminders;
import digital.memu.inference.example.bot.reminders.Wish;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** Reminders in the data base. */
public final class StoredReminders implements Reminders {

    private final Database database;

    /** Those in this data base. */
    public StoredReminders(Database database) {
        this.database = database;
    }

    @Override
    public Reminder add(String key, String room, String person, Wish wish) {
        return database.transaction(() -> {
            database.update(
                    "INSERT INTO reminders (event, room, person, text, due, zone) SELECT ?, ?, ?, ?, ?, ?"
                            + " WHERE NOT EXISTS (SELECT 1 FROM reminders WHERE event = ?)",
                    key,
                    room,
                    person,
                    wish.text(),
                    wish.when().toInstant().toEpochMilli(),
                    wish.when().getZone().getId(),
                    key);
            return database.query(StoredReminders::read, "SELECT * FROM reminders WHERE event = ?", key)
                    .get(0);
        });
    }

    @Override
    public List<Reminder> in(String room) {
        return database.query(
                StoredReminders::read, "SELECT * FROM reminders WHERE open AND room = ? ORDER BY due, number", room);
    }

    @Override
    public List<Reminder> due(Instant now) {
        return database.query(
                StoredReminders::read,
                "SELECT * FROM reminders WHERE open AND due <= ? ORDER BY due, number",
                now.toEpochMilli());
    }

    @Override
    public boolean close(String room, long number) {
        // The text is forgotten; the rest is kept, so that the message that asked for it asks for no second one.
        return database.update(
                        "UPDATE reminders SET open = FALSE, text = '' WHERE open AND room = ? AND number = ?",
                        room,
                        number)
                == 1;
    }

    private static Reminder read(ResultSet row) throws SQLException {
        return new Reminder(
                row.getLong("number"),
                row.getString("event"),
                row.getString("room"),
                row.getString("person"),
                row.getString("text"),
                Instant.ofEpochMilli(row.getLong("due")),
                ZoneId.of(row.getString("zone")));
    }
}
