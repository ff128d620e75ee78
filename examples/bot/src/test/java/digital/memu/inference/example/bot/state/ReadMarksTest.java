package digital.memu.inference.example.bot.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadMarksTest {

    private static final Instant MORNING = Instant.parse("2026-01-30T08:00:00Z");
    private static final Instant NOON = Instant.parse("2026-01-30T12:00:00Z");

    @TempDir
    Path folder;

    private Database database;
    private ReadMarks marks;

    @BeforeEach
    void open() {
        database = Database.open(folder);
        marks = new ReadMarks(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whoLooksNowHasReadUpToTheirLastVisit() {
        marks.read("!room", "@mum", "$1", MORNING);
        marks.read("!room", "@mum", "$9", NOON);
        marks.read("!room", "@mum", "$10", NOON.plusSeconds(300));

        assertThat(marks.lastRead("!room", "@mum", NOON.plusSeconds(310))).contains("$1");
    }

    @Test
    void whoHasNotLookedSinceHasReadUpToTheirMark() {
        marks.read("!room", "@mum", "$1", MORNING);

        assertThat(marks.lastRead("!room", "@mum", NOON)).contains("$1");
    }

    @Test
    void aFirstMarkIsAllThatIsKnown() {
        marks.read("!room", "@mum", "$1", NOON);

        assertThat(marks.lastRead("!room", "@mum", NOON)).contains("$1");
        assertThat(marks.lastRead("!room", "@dad", NOON)).isEmpty();
        assertThat(marks.lastRead("!other", "@mum", NOON)).isEmpty();
    }
}
