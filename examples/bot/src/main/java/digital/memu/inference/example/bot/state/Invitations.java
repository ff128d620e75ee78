package digital.memu.inference.example.bot.state;

import java.util.LinkedHashMap;
import java.util.Map;

/** Rooms that the bot is invited into and has not joined yet: a homeserver tells of an invitation once. */
public final class Invitations {

    private final Database database;

    /** Those in this data base. */
    public Invitations(Database database) {
        this.database = database;
    }

    /** Remembers one, in place of an earlier one into the same room. */
    public void add(String room, String by) {
        database.update("MERGE INTO invitations (room, invited_by) VALUES (?, ?)", room, by);
    }

    /** The bot is in the room, or never will be. */
    public void done(String room) {
        database.update("DELETE FROM invitations WHERE room = ?", room);
    }

    /** Who invites the bot, by the room. */
    public Map<String, String> open() {
        Map<String, String> open = new LinkedHashMap<>();
        database.query(row -> Map.entry(row.getString(1), row.getString(2)), "SELECT room, invited_by FROM invitations")
                .forEach(invitation -> open.put(invitation.getKey(), invitation.getValue()));
        return open;
    }
}
