package digital.memu.inference.example.bot.state;

import digital.memu.inference.example.bot.talk.Answer;
import digital.memu.inference.example.bot.talk.Message;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Commands from the moment they are heard until their answers are confirmed, so that a crash in between repeats nothing. */
public final class Inbox {

    /** Long enough for a homeserver that tells the same event again. */
    private static final int KEPT_WHEN_DONE = 10_000;

    private final Database database;

    /** The one in this data base. */
    public Inbox(Database database) {
        this.database = database;
    }

    /** Remembers a command; false where it was heard before. */
    public boolean add(Message message) {
        return database.update(
                        "INSERT INTO inbox (event, room, sender, sent, text) SELECT ?, ?, ?, ?, ?"
                                + " WHERE NOT EXISTS (SELECT 1 FROM inbox WHERE event = ?)",
                        message.id(),
                        message.room(),
                        message.sender(),
                        message.at().toEpochMilli(),
                        message.text(),
                        message.id())
                == 1;
    }

    /** What is not done, in the order of hearing. */
    public List<Open> open() {
        return database.query(Inbox::read, "SELECT * FROM inbox WHERE NOT done ORDER BY number");
    }

    private static Open read(ResultSet row) throws SQLException {
        Message message = new Message(
                row.getString("room"),
                row.getString("event"),
                row.getString("sender"),
                Instant.ofEpochMilli(row.getLong("sent")),
                row.getString("text"));
        String text = row.getString("answer");
        Optional<Answer> answer = text == null
                ? Optional.empty()
                : Optional.of(new Answer(text, row.getBoolean("by_model"), row.getString("note")));
        return new Open(message, row.getBoolean("shown"), answer);
    }

    /** Something of the answer is about to be seen that is not yet the whole of it. */
    public void shown(String event) {
        database.update("UPDATE inbox SET shown = TRUE WHERE event = ?", event);
    }

    /** The answer is whole, and about to be sent. */
    public void answered(String event, Answer answer) {
        database.update(
                "UPDATE inbox SET answer = ?, by_model = ?, note = ? WHERE event = ?",
                answer.text(),
                answer.byModel(),
                answer.note(),
                event);
    }

    /** The answer is confirmed, or none is wanted; what was said is forgotten. */
    public void done(String event) {
        database.transaction(() -> {
            database.update(
                    "UPDATE inbox SET done = TRUE, text = '', answer = NULL, note = NULL WHERE event = ?", event);
            return database.update(
                    "DELETE FROM inbox WHERE done AND number <= (SELECT MAX(number) FROM inbox) - ?", KEPT_WHEN_DONE);
        });
    }

    /**
     * A command that is not done.
     *
     * @param shown whether something that is not the whole answer may have been seen
     * @param answer the whole answer, if it is ready to be sent
     */
    public record Open(Message message, boolean shown, Optional<Answer> answer) {}
}
