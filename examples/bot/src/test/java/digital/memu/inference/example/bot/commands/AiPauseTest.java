package digital.memu.inference.example.bot.commands;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.example.bot.state.Database;
import digital.memu.inference.example.bot.state.Pauses;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.testing.FakeBackend;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AiPauseTest {

    private final FakeBackend pc = FakeBackend.named("pc").external().build();
    private final FakeBackend hub = FakeBackend.named("hub").local().build();
    private final FakeChat chat = new FakeChat();

    @TempDir
    Path folder;

    private Database database;
    private InferenceRouter router;
    private AiPause pause;

    @BeforeEach
    void start() {
        startAt(FakeChat.NOW, pc, hub);
    }

    private void startAt(Instant now, FakeBackend... backends) {
        database = Database.open(folder);
        InferenceRouter.Builder builder = InferenceRouter.builder();
        for (FakeBackend backend : backends) {
            builder.backend(backend);
        }
        router = builder.build();
        pause = new AiPause(router, new Pauses(database), Clock.fixed(now, FakeChat.ZONE), FakeChat.ZONE);
    }

    private void restartAt(Instant now, FakeBackend... backends) {
        stop();
        startAt(now, backends);
    }

    @AfterEach
    void stop() {
        router.close();
        database.close();
    }

    private String pauses(String time) {
        return pause.run(chat.call(time)).text();
    }

    private boolean isPaused(String server) {
        return router.status().backend(server).orElseThrow().state() == BackendState.PAUSED;
    }

    @Test
    void theOtherComputersAreLeftAloneAndTheHubIsNot() {
        assertThat(pauses("2h")).isEqualTo("✓ pc: left alone until 20:00.");
        assertThat(isPaused("pc")).isTrue();
        assertThat(isPaused("hub")).isFalse();

        assertThat(pauses("0")).isEqualTo("✓ pc may be asked again.");
        assertThat(isPaused("pc")).isFalse();
    }

    @Test
    void aPauseOfDaysSaysTheDay() {
        assertThat(pauses("1d")).isEqualTo("✓ pc: left alone until Saturday, 31 January 2026 at 18:00.");
        assertThat(pauses("23h")).isEqualTo("✓ pc: left alone until 17:00.");
    }

    @Test
    void aRestartEndsNoPause() {
        pauses("2h");
        restartAt(FakeChat.NOW.plus(Duration.ofMinutes(119)), pc, hub);
        assertThat(isPaused("pc")).isTrue();
        restartAt(FakeChat.NOW.plus(Duration.ofHours(2)), pc, hub);
        assertThat(isPaused("pc")).isFalse();
    }

    @Test
    void whatWasGivenBackIsNotPausedAfterARestart() {
        pauses("2h");
        pauses("0");
        restartAt(FakeChat.NOW, pc, hub);

        assertThat(isPaused("pc")).isFalse();
    }

    @Test
    void aComputerThatIsGoneIsNotPausedAfterARestart() {
        pauses("2h");
        restartAt(FakeChat.NOW, hub);

        assertThat(pauses("2h")).startsWith("There is no other computer to pause");
    }

    @Test
    void whatIsNoTimePausesNothing() {
        for (String time : new String[] {"", "soon", "-1h", "400d"}) {
            assertThat(pauses(time)).startsWith("❌ For how long?");
        }
        assertThat(isPaused("pc")).isFalse();
    }
}
