package digital.memu.inference.example.bot.state;

import java.util.Optional;

/** How far the homeserver was heard. */
public final class Heard {

    private final Database database;

    /** The one in this data base. */
    public Heard(Database database) {
        this.database = database;
    }

    /** Where to go on; empty at the very first start. */
    public Optional<String> position() {
        return database.query(row -> row.getString(1), "SELECT next_batch FROM heard").stream()
                .findFirst();
    }

    /** Everything up to there is remembered. */
    public void upTo(String nextBatch) {
        database.update("MERGE INTO heard (id, next_batch) VALUES (1, ?)", nextBatch);
    }
}
