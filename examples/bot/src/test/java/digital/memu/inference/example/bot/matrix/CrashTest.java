package digital.memu.inference.example.bot.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.example.bot.BotProcess;
import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bot that is killed at the worst moments, and started again. */
class CrashTest {

    private static final String ROOM = "!room:x";

    private final FakeHomeserver homeserver = new FakeHomeserver();
    private final OllamaSimulator hub = OllamaSimulator.builder()
            .model(SimulatedModel.named("llama3.2").loaded().build())
            .answer("Because of the air.")
            .build();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        homeserver.close();
        hub.close();
    }

    private BotProcess bot(OllamaSimulator server) {
        long syncs = homeserver.requests("GET /_matrix/client/v3/sync");
        BotProcess bot = BotProcess.start(
                folder,
                Map.of(
                        "MATRIX_HOMESERVER",
                        homeserver.url(),
                        "MATRIX_TOKEN",
                        FakeHomeserver.TOKEN,
                        "MATRIX_ALLOWED_USERS",
                        "@mum:x",
                        "OLLAMA_LOCAL_HOST",
                        server.url()),
                "");
        homeserver.await(() -> homeserver.requests("GET /_matrix/client/v3/sync") >= syncs + 2);
        return bot;
    }

    @Test
    void killedBetweenAnswerAndConfirmationItGivesNoSecondAnswer() {
        try (BotProcess bot = bot(hub)) {
            // A first answer may take long enough to be shown in pieces.
            hub.answerNext("Yes.");
            homeserver.says(ROOM, "@mum:x", "/ask are you there?");
            homeserver.await(() -> homeserver.texts(ROOM).contains("Yes."));
            homeserver.swallowAnswerTo("Because of the air.");
            homeserver.says(ROOM, "@mum:x", "/ask why is the sky blue?");
            homeserver.await(() -> homeserver.texts(ROOM).contains("Because of the air."));
            bot.kill();
        }
        int sent = homeserver.sent().size();
        try (BotProcess bot = bot(hub)) {
            homeserver.await(() -> homeserver.repeats() >= 1);
            homeserver.says(ROOM, "@mum:x", "/help");
            homeserver.await(() -> homeserver.texts(ROOM).size() == 3);

            assertThat(homeserver.texts(ROOM)).element(1).isEqualTo("Because of the air.");
            assertThat(homeserver.sent()).hasSize(sent + 1);
            assertThat(hub.generationsStarted()).isEqualTo(2);
            assertThat(bot.err()).doesNotContain(FakeHomeserver.TOKEN);
        }
    }

    @Test
    void killedInMidAnswerItCompletesTheMessageThatIsThere() {
        String answer = "word ".repeat(60).strip();
        try (OllamaSimulator slow = OllamaSimulator.builder()
                .model(SimulatedModel.named("llama3.2").loaded().build())
                .answer(answer)
                .build()) {
            slow.next(Fault.stallAfterEvents(20));
            try (BotProcess bot = bot(slow)) {
                homeserver.says(ROOM, "@mum:x", "/ask a lot");
                homeserver.await(() -> homeserver.texts(ROOM).size() == 1);
                bot.kill();
            }
            assertThat(homeserver.texts(ROOM).get(0)).isNotEqualTo(answer);
            try (BotProcess bot = bot(slow)) {
                homeserver.await(() -> homeserver.texts(ROOM).contains(answer));
                assertThat(homeserver.texts(ROOM)).hasSize(1);
                assertThat(bot.err()).doesNotContain("ERROR");
            }
        }
    }

    @Test
    void killedBeforeItsReminderIsConfirmedItCallsOnce() {
        try (BotProcess bot = bot(hub)) {
            homeserver.swallowAnswerTo("⏰ tea");
            homeserver.says(ROOM, "@mum:x", "/remind in 2 seconds tea");
            homeserver.await(() -> homeserver.texts(ROOM).size() == 2);
            bot.kill();
        }
        try (BotProcess bot = bot(hub)) {
            homeserver.await(() -> homeserver.repeats() >= 1);
            awaitNoReminders();

            assertThat(homeserver.shown(ROOM))
                    .filteredOn(content -> content.path("body").asText().equals("⏰ tea"))
                    .singleElement()
                    .satisfies(call -> assertThat(call.path("m.mentions").path("user_ids"))
                            .extracting(id -> id.asText())
                            .containsExactly("@mum:x"));
            assertThat(bot.err()).doesNotContain("ERROR");
        }
    }

    /** A reminder is heard a moment before the bot has it confirmed and takes it off its list. */
    private void awaitNoReminders() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < end) {
            int answers = homeserver.texts(ROOM).size() + 1;
            homeserver.says(ROOM, "@mum:x", "/remind list");
            homeserver.await(() -> homeserver.texts(ROOM).size() == answers);
            if (homeserver.texts(ROOM).get(answers - 1).contains("No reminders")) {
                return;
            }
        }
        throw new AssertionError("still on the list: " + homeserver.texts(ROOM));
    }

    @Test
    void killedBeforeItHasJoinedARoomItJoinsAfterTheNextStart() {
        homeserver.joinsUnanswered(true);
        try (BotProcess bot = bot(hub)) {
            homeserver.invites(ROOM, "@mum:x");
            // The homeserver has told of the invitation, and tells of it no second time.
            homeserver.await(() -> homeserver.requests("POST /_matrix/client/v3/join") == 1);
            bot.kill();
        }
        homeserver.joinsUnanswered(false);
        try (BotProcess bot = bot(hub)) {
            homeserver.await(() -> homeserver.joined().contains(ROOM));

            assertThat(bot.err()).doesNotContain("ERROR");
        }
    }

    @Test
    void aTokenThatIsRefusedAtTheStartIsOneSentence() {
        try (BotProcess bot = BotProcess.start(
                folder, Map.of("MATRIX_HOMESERVER", homeserver.url(), "MATRIX_TOKEN", "syt_wrong"), "")) {
            assertThat(bot.code()).isEqualTo(2);
            assertThat(bot.err())
                    .startsWith("The homeserver does not take the bot's access token")
                    .hasLineCount(1)
                    .doesNotContain("syt_wrong");
        }
    }

    @Test
    void toldToEndItEndsAndASecondOneWithItsFolderIsRefused() {
        try (BotProcess first = bot(hub);
                BotProcess second = BotProcess.start(folder, Map.of(), "")) {
            assertThat(second.code()).isEqualTo(1);
            assertThat(second.err())
                    .startsWith("Another bot runs with the folder ")
                    .hasLineCount(1);

            first.terminate();
            assertThat(first.code()).isEqualTo(143);
            assertThat(first.err()).doesNotContain("Exception", "ERROR");
        }
    }
}
