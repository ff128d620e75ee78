package digital.memu.inference.example.bot.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.example.bot.state.Database;
import digital.memu.inference.example.bot.state.StoredReminders;
import digital.memu.inference.example.bot.talk.Chat;
import digital.memu.inference.example.bot.talk.ChatException;
import digital.memu.inference.example.bot.talk.Message;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReminderClockTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-01-30T17:00:00Z");

    private final Calls calls = new Calls();

    @TempDir
    Path folder;

    private Database database;
    private Reminders reminders;

    @BeforeEach
    void open() {
        database = Database.open(folder);
        reminders = new StoredReminders(database);
        reminders.add(
                "$1", "!room:x", "@mum:x", new Wish("tea", NOW.plusSeconds(60).atZone(ZONE)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void deliverAt(Instant now) {
        try (ReminderClock clock = new ReminderClock(reminders, Clock.fixed(now, ZONE))) {
            clock.deliverDue(calls);
        }
    }

    @Test
    void itCallsOnceWhenTheTimeHasCome() {
        deliverAt(NOW.plusSeconds(59));
        assertThat(calls.made).isEmpty();
        deliverAt(NOW.plusSeconds(60));
        deliverAt(NOW.plusSeconds(61));

        assertThat(calls.made).containsExactly("!room:x @mum:x $1 ⏰ tea");
    }

    @Test
    void whatWasDueWhileTheBotWasAwaySaysSo() {
        database.close();
        database = Database.open(folder);
        reminders = new StoredReminders(database);
        deliverAt(NOW.plus(Duration.ofDays(1)));

        assertThat(calls.made).containsExactly("!room:x @mum:x $1 ⏰ tea\n(due 2026-01-30 18:01; I was away)");
    }

    @Test
    void aRoomThatIsGoneDoesNotHoldUpTheOthers() {
        reminders.add(
                "$2", "!gone:x", "@mum:x", new Wish("x", NOW.plusSeconds(1).atZone(ZONE)));
        calls.gone = "!gone:x";
        deliverAt(NOW.plusSeconds(60));

        assertThat(calls.made).hasSize(1);
        assertThat(reminders.due(NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    void whatIsDueStaysDueUntilTheBotIsLetInAgain() {
        reminders.add(
                "$2", "!room:x", "@dad:x", new Wish("cake", NOW.plusSeconds(60).atZone(ZONE)));
        calls.locked = true;
        deliverAt(NOW.plusSeconds(60));
        assertThat(calls.made).isEmpty();
        calls.locked = false;
        deliverAt(NOW.plusSeconds(61));

        assertThat(calls.made).containsExactly("!room:x @mum:x $1 ⏰ tea", "!room:x @dad:x $2 ⏰ cake");
    }

    @Test
    void whatIsCancelledWhileAnotherOneIsDeliveredIsNotCalled() {
        Reminder cake = reminders.add(
                "$2", "!room:x", "@dad:x", new Wish("cake", NOW.plusSeconds(61).atZone(ZONE)));
        calls.meanwhile =
                () -> assertThat(reminders.close("!room:x", cake.number())).isTrue();
        deliverAt(NOW.plusSeconds(61));

        assertThat(calls.made).containsExactly("!room:x @mum:x $1 ⏰ tea");
    }

    private static final class Calls implements Chat {

        private final List<String> made = new ArrayList<>();
        private String gone = "";
        private boolean locked;
        private Runnable meanwhile = () -> {};

        @Override
        public List<Message> before(Message message, int most) {
            return List.of();
        }

        @Override
        public List<Message> unread(Message message, int most) {
            return List.of();
        }

        @Override
        public Optional<ZoneId> zoneOf(String person) {
            return Optional.empty();
        }

        @Override
        public void call(String room, String person, String key, String text) {
            if (room.equals(gone)) {
                throw new IllegalStateException("not in this room");
            }
            if (locked) {
                throw new ChatException("not let in", new IllegalStateException());
            }
            meanwhile.run();
            made.add(room + " " + person + " " + key + " " + text);
        }
    }
}
