package digital.memu.inference.example.bot.state;

import java.util.List;

/** The tables. Times are milliseconds since 1970. */
final class Schema {

    private static final List<String> TABLES = List.of(
            // How far the homeserver was heard.
            "CREATE TABLE IF NOT EXISTS heard (id INT PRIMARY KEY, next_batch VARCHAR NOT NULL)",
            // Commands, from the moment they are heard until their answers are confirmed.
            """
            CREATE TABLE IF NOT EXISTS inbox (
                number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                event VARCHAR NOT NULL UNIQUE,
                room VARCHAR NOT NULL,
                sender VARCHAR NOT NULL,
                sent BIGINT NOT NULL,
                text VARCHAR NOT NULL,
                shown BOOLEAN NOT NULL DEFAULT FALSE,
                answer VARCHAR,
                by_model BOOLEAN,
                note VARCHAR,
                done BOOLEAN NOT NULL DEFAULT FALSE)""",
            """
            CREATE TABLE IF NOT EXISTS reminders (
                number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                event VARCHAR NOT NULL UNIQUE,
                room VARCHAR NOT NULL,
                person VARCHAR NOT NULL,
                text VARCHAR NOT NULL,
                due BIGINT NOT NULL,
                zone VARCHAR NOT NULL,
                open BOOLEAN NOT NULL DEFAULT TRUE)""",
            """
            CREATE TABLE IF NOT EXISTS rooms (
                room VARCHAR PRIMARY KEY,
                zone VARCHAR,
                encrypted BOOLEAN NOT NULL DEFAULT FALSE)""",
            // Up to which message a person has read, now and before they came to look this time.
            """
            CREATE TABLE IF NOT EXISTS read_marks (
                room VARCHAR,
                person VARCHAR,
                event VARCHAR NOT NULL,
                since BIGINT NOT NULL,
                before VARCHAR,
                PRIMARY KEY (room, person))""",
            // Until the bot is in the room.
            "CREATE TABLE IF NOT EXISTS invitations (room VARCHAR PRIMARY KEY, invited_by VARCHAR NOT NULL)",
            "CREATE TABLE IF NOT EXISTS pauses (server VARCHAR PRIMARY KEY, until BIGINT NOT NULL)");

    private Schema() {}

    static void make(Database database) {
        TABLES.forEach(database::update);
    }
}
