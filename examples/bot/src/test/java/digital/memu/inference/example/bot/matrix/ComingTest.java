package digital.memu.inference.example.bot.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.testing.FakeBackend;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the bot comes into rooms, and what it leaves alone of what was said there before. */
class ComingTest {

    private static final String ROOM = "!room:x";
    private static final String FAMILY = "!family:x";
    private static final String SYNC = "GET /_matrix/client/v3/sync";

    private final FakeHomeserver homeserver = new FakeHomeserver();
    private final InferenceRouter router = InferenceRouter.builder()
            .backend(FakeBackend.named("hub").local().build())
            .build();

    @TempDir
    Path folder;

    private RunningBot bot;

    @BeforeEach
    void start() {
        startBot();
        homeserver.await(() -> homeserver.requests(SYNC) >= 2);
    }

    private void startBot() {
        bot = RunningBot.start(homeserver.url(), FakeHomeserver.TOKEN, folder, router);
    }

    @AfterEach
    void stop() {
        homeserver.close();
        bot.close();
        router.close();
    }

    private void awaitTexts(String room, int number) {
        homeserver.await(() -> homeserver.texts(room).size() >= number);
    }

    @Test
    void onlyAllowedPeopleInvite() {
        homeserver.invites("!evil:x", "@mallory:evil");
        homeserver.invites(FAMILY, "@mum:x");
        homeserver.await(() -> !homeserver.joined().isEmpty());
        homeserver.says(ROOM, "@mum:x", "/help");
        awaitTexts(ROOM, 1);

        assertThat(homeserver.joined()).containsExactly(FAMILY);
    }

    @Test
    void whatWasSaidBeforeItsInvitationIsNotAnswered() {
        homeserver.tellsAtOnce(4);
        bot.close();
        homeserver.keepsOut(FAMILY);
        homeserver.says(FAMILY, "@mum:x", "/remind list");
        homeserver.says(FAMILY, "@mum:x", "/ai pause 0");
        homeserver.invites(FAMILY, "@mum:x");
        // As a program does that makes a room for the first message in it.
        homeserver.says(FAMILY, "@mum:x", "/help");
        startBot();
        awaitTexts(FAMILY, 1);
        homeserver.says(FAMILY, "@mum:x", "/remind zone");
        awaitTexts(FAMILY, 2);

        assertThat(homeserver.texts(FAMILY)).hasSize(2);
        assertThat(homeserver.texts(FAMILY).get(0)).contains("What I can do");
        assertThat(homeserver.texts(FAMILY).get(1)).contains("Times are meant in");
    }

    @Test
    void whatWasSaidBeforeItCameUninvitedIsNotAnswered() {
        bot.close();
        homeserver.says(ROOM, "@mum:x", "/remind list");
        homeserver.member(ROOM, FakeHomeserver.BOT, "join", "leave");
        homeserver.says(ROOM, "@mum:x", "/help");
        startBot();
        awaitTexts(ROOM, 1);
        homeserver.says(ROOM, "@mum:x", "/remind zone");
        awaitTexts(ROOM, 2);

        assertThat(homeserver.texts(ROOM)).hasSize(2);
        assertThat(homeserver.texts(ROOM).get(0)).contains("What I can do");
        assertThat(homeserver.texts(ROOM).get(1)).contains("Times are meant in");
    }

    @Test
    void anOwnNewNameHidesNothing() {
        bot.close();
        homeserver.says(ROOM, "@mum:x", "/help");
        homeserver.member(ROOM, FakeHomeserver.BOT, "join", "join");
        startBot();
        awaitTexts(ROOM, 1);

        assertThat(homeserver.texts(ROOM).get(0)).contains("What I can do");
    }

    @Test
    void aRoomThatCannotBeJoinedNowIsJoinedAfterTheNextStart() {
        String join = "POST /_matrix/client/v3/join";
        homeserver.joinsTooFast(6);
        homeserver.invites(FAMILY, "@mum:x");
        homeserver.await(() -> homeserver.requests(join) == 6);
        bot.close();
        assertThat(homeserver.joined()).isEmpty();
        startBot();
        homeserver.await(() -> !homeserver.joined().isEmpty());
        homeserver.await(() -> bot.invitations().isEmpty());

        assertThat(homeserver.joined()).containsExactly(FAMILY);
        assertThat(homeserver.requests(join)).isEqualTo(7);
    }
}
