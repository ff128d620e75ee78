package digital.memu.inference.example.bot.commands;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.example.bot.reminders.AiReader;
import digital.memu.inference.example.bot.reminders.DateReader;
import digital.memu.inference.example.bot.reminders.Reminders;
import digital.memu.inference.example.bot.state.Database;
import digital.memu.inference.example.bot.state.Rooms;
import digital.memu.inference.example.bot.state.StoredReminders;
import digital.memu.inference.testing.FakeBackend;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemindTest {

    private String answer = "{\"text\":\"water the plants\",\"when\":\"2026-01-31T09:00:00\"}";
    private final FakeBackend hub =
            FakeBackend.named("hub").local().answering(request -> answer).build();
    private final InferenceRouter router =
            InferenceRouter.builder().backend(hub).build();
    private final FakeChat chat = new FakeChat();

    @TempDir
    Path folder;

    private Database database;
    private Reminders reminders;
    private TimeZones zones;
    private Remind remind;

    @BeforeEach
    void open() {
        database = Database.open(folder);
        reminders = new StoredReminders(database);
        zones = new TimeZones(new Rooms(database), FakeChat.ZONE);
        remind = new Remind(reminders, List.of(new AiReader(router, 8192), new DateReader()), zones);
    }

    @AfterEach
    void close() {
        router.close();
        database.close();
    }

    private String reminds(String words) {
        return remind.run(chat.call(words)).text();
    }

    @Test
    void aModelReadsTheWish() {
        assertThat(reminds("plants, tomorrow morning")).isEqualTo("""
                        ⏰ Saturday, 31 January 2026 at 09:00: water the plants
                        (Europe/Berlin; /remind cancel 1 ends it)""");
        assertThat(hub.chats().get(0).messages().get(0).text()).contains("It is Friday, 2026-01-30T18:00.");
        assertThat(hub.chats().get(0).format()).isPresent();
    }

    @Test
    void withoutAModelALibraryReadsIt() {
        hub.goOffline();

        assertThat(reminds("tomorrow at 8 feed the cat"))
                .startsWith("⏰ Saturday, 31 January 2026 at 08:00: feed the cat\n");
    }

    @Test
    void aModelThatMisreadsIsNotBelieved() {
        for (String wrong : List.of(
                "nonsense",
                "{\"text\":\"x\",\"when\":\"2020-01-01T09:00:00\"}",
                "{\"text\":\"x\",\"when\":\"2126-01-01T09:00:00\"}",
                "{\"text\":\"\",\"when\":\"2026-01-31T09:00:00\"}",
                "{\"text\":\"x\"}")) {
            answer = wrong;
            assertThat(reminds("in 2 hours call mum")).startsWith("⏰ Friday, 30 January 2026 at 20:00: call mum\n");
        }
    }

    @Test
    void withoutATimeItSaysHow() {
        hub.goOffline();

        assertThat(reminds("buy milk"))
                .isEqualTo(
                        "❌ I did not understand when in the future that is. Write it like this: /remind tomorrow at 9"
                                + " water the plants");
        assertThat(reminds("")).startsWith("❌ Write it like this");
        assertThat(reminds("x".repeat(501))).startsWith("❌ That is too long");
        assertThat(reminders.in("!room:x")).isEmpty();
    }

    @Test
    void theSameMessageAsksForOneReminder() {
        Call call = chat.call("tomorrow");

        assertThat(remind.run(call)).isEqualTo(remind.run(call));
        assertThat(reminders.in("!room:x")).hasSize(1);
    }

    @Test
    void listedCancelledAndOnlyInTheirRoom() {
        reminds("plants");
        reminders.add(
                "$other",
                "!other:x",
                "@dad:x",
                new DateReader()
                        .read("tomorrow at 8 secret", FakeChat.NOW.atZone(FakeChat.ZONE))
                        .orElseThrow());

        assertThat(new RemindList(reminders).run(chat.call("")).text())
                .isEqualTo("📋 **Reminders**\n1: Saturday, 31 January 2026 at 09:00: water the plants");
        assertThat(new RemindCancel(reminders).run(chat.call("2")).text()).startsWith("❌ There is no reminder 2 here");
        assertThat(new RemindCancel(reminders).run(chat.call("all")).text()).startsWith("❌ Which one?");
        assertThat(new RemindCancel(reminders).run(chat.call("1")).text()).isEqualTo("✓ Reminder 1 is cancelled.");
        assertThat(new RemindList(reminders).run(chat.call("")).text()).isEqualTo("📋 No reminders here.");
        assertThat(reminders.in("!other:x")).hasSize(1);
    }

    @Test
    void theRoomsTimeZoneCounts() {
        assertThat(new RemindZone(zones).run(chat.call("Asia/Tokyo")).text()).startsWith("✓");
        assertThat(new RemindZone(zones).run(chat.call("Narnia")).text()).startsWith("❌ 'Narnia' is no time zone");
        assertThat(new RemindZone(zones).run(chat.call("")).text()).isEqualTo("Times are meant in Asia/Tokyo.");

        answer = "{\"text\":\"tea\",\"when\":\"2026-01-31T09:00:00\"}";
        assertThat(reminds("tea")).contains("(Asia/Tokyo;");
        assertThat(reminders.in("!room:x").get(0).due()).isEqualTo("2026-01-31T00:00:00Z");
    }
}
