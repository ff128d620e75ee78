package digital.memu.inference.example.bot.state;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Servers that are left alone, and until when: a restart of the bot ends no pause. */
public final class Pauses {

    private final Database database;

    /** Those in this data base. */
    public Pauses(Database database) {
        this.database = database;
    }

    /** A pause, in place of an earlier one. */
    public void until(String server, Instant end) {
        database.update("MERGE INTO pauses (server, until) VALUES (?, ?)", server, end.toEpochMilli());
    }

    /** Those that have not ended, by the server's name. */
    public Map<String, Instant> after(Instant now) {
        Map<String, Instant> pauses = new LinkedHashMap<>();
        database.query(
                        row -> Map.entry(row.getString(1), Instant.ofEpochMilli(row.getLong(2))),
                        "SELECT server, until FROM pauses WHERE until > ?",
                        now.toEpochMilli())
                .forEach(pause -> pauses.put(pause.getKey(), pause.getValue()));
        return pauses;
    }
}
