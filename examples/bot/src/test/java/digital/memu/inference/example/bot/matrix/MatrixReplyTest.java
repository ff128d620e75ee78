package digital.memu.inference.example.bot.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.example.bot.state.Database;
import digital.memu.inference.example.bot.state.Inbox;
import digital.memu.inference.example.bot.talk.Answer;
import digital.memu.inference.example.bot.talk.Message;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reply whose seconds pass when the test says so. */
class MatrixReplyTest {

    private static final String ROOM = "!room:x";
    private static final Message QUESTION = new Message(ROOM, "$question", "@mum:x", Instant.EPOCH, "/ask why?");

    private final FakeHomeserver homeserver = new FakeHomeserver();
    private final Pulse pulse = new Pulse();

    @TempDir
    Path folder;

    private Database database;
    private MatrixReply reply;

    @BeforeEach
    void begin() {
        database = Database.open(folder);
        Homeserver client = new Homeserver(URI.create(homeserver.url()), FakeHomeserver.TOKEN);
        Courier courier = new Courier(client, new CountDownLatch(1));
        reply = new MatrixReply(
                new Surroundings(client, courier, new Inbox(database), pulse, FakeHomeserver.BOT),
                new Inbox.Open(QUESTION, false, Optional.empty()));
        reply.begin();
    }

    @AfterEach
    void stop() {
        pulse.shutdownNow();
        database.close();
        homeserver.close();
    }

    @Test
    void typingIsRenewedBeforeItWouldEnd() {
        pulse.beats(10);
        assertThat(homeserver.typing()).hasSize(1);
        pulse.beats(20);
        assertThat(homeserver.typing()).hasSize(2);
        pulse.beats(30);
        assertThat(homeserver.typing()).hasSize(3).containsOnly(ROOM + " true");
        reply.finish(Answer.own("Yes."));

        assertThat(homeserver.typing()).hasSize(4).last().isEqualTo(ROOM + " false");
        pulse.beats(100);
        assertThat(homeserver.typing()).hasSize(4);
    }

    @Test
    void whoIsToldToWaitShowsNothingForTwiceAsLong() {
        homeserver.tooFast(1, 3000);
        reply.show("Because");
        pulse.beats(2);
        assertThat(homeserver.nanosBetweenSends()).isEmpty();
        pulse.beats(7);
        assertThat(homeserver.texts(ROOM)).isEmpty();
        pulse.beats(1);

        assertThat(homeserver.texts(ROOM)).containsExactly("Because");
    }

    /** Does what is to be done every second when it is told to. */
    private static final class Pulse extends ScheduledThreadPoolExecutor {

        private Runnable beat = () -> {};

        Pulse() {
            super(1);
        }

        void beats(int times) {
            for (int i = 0; i < times; i++) {
                beat.run();
            }
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable work, long first, long delay, TimeUnit unit) {
            assertThat(unit.toMillis(delay)).isEqualTo(1000);
            beat = work;
            return schedule(() -> {}, 1, TimeUnit.DAYS);
        }
    }
}
