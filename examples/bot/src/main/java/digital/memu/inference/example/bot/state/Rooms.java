package digital.memu.inference.example.bot.state;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What is known of rooms. */
public final class Rooms {

    private final Database database;

    /** Those in this data base. */
    public Rooms(Database database) {
        this.database = database;
    }

    /** The time zone that was set for a room. */
    public Optional<ZoneId> zone(String room) {
        List<String> found = database.query(
                row -> row.getString(1), "SELECT zone FROM rooms WHERE room = ? AND zone IS NOT NULL", room);
        return found.stream().findFirst().map(ZoneId::of);
    }

    /** Sets the time zone of a room. */
    public void zone(String room, ZoneId zone) {
        database.update("MERGE INTO rooms (room, zone) KEY (room) VALUES (?, ?)", room, zone.getId());
    }

    /** Whether nothing in the room can be read, and it was told so. */
    public boolean isEncrypted(String room) {
        return !database.query(row -> 1, "SELECT 1 FROM rooms WHERE room = ? AND encrypted", room)
                .isEmpty();
    }

    /** Remembers that it is encrypted. */
    public void encrypted(String room) {
        database.update("MERGE INTO rooms (room, encrypted) KEY (room) VALUES (?, TRUE)", room);
    }
}
