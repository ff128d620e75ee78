package digital.memu.inference.example.bot.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digital.memu.inference.InferenceRouter;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.ollama.OllamaBackend;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedAnswer;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.inference.testing.FakeBackend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bot in the rooms of a homeserver that does everything wrong in turn. */
class MatrixBotTest {

    private static final String ROOM = "!room:x";
    private static final String SYNC = "GET /_matrix/client/v3/sync";

    private final FakeHomeserver homeserver = new FakeHomeserver();
    private final OllamaSimulator hub = OllamaSimulator.builder()
            .model(SimulatedModel.named("llama3.2").loaded().build())
            .answer("Because of **Rayleigh** scattering.")
            .build();
    private final InferenceRouter router = InferenceRouter.builder()
            .backend(OllamaBackend.at(hub.url())
                    .named("local")
                    .local()
                    .model("llama3.2")
                    .build())
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
        hub.close();
    }

    private void awaitTexts(int number) {
        homeserver.await(() -> homeserver.texts(ROOM).size() >= number);
    }

    private void awaitText(String part) {
        homeserver.await(() -> homeserver.texts(ROOM).stream().anyMatch(text -> text.contains(part)));
    }

    @Test
    void anAnswerIsANoticeWithHtmlThatMentionsNobody() {
        homeserver.says(ROOM, "@mum:x", "/ask why is the sky blue?");
        awaitText("scattering.");

        JsonNode answer = homeserver.shown(ROOM).get(0);
        assertThat(answer.path("msgtype").asText()).isEqualTo("m.notice");
        assertThat(answer.path("body").asText()).isEqualTo("Because of **Rayleigh** scattering.");
        assertThat(answer.path("formatted_body").asText())
                .isEqualTo("<p>Because of <strong>Rayleigh</strong> scattering.</p>");
        assertThat(answer.path("m.mentions").isObject()).isTrue();
        assertThat(answer.path("m.mentions")).isEmpty();
    }

    @Test
    void whatIsNoCommandIsLeftAlone() {
        for (String text : List.of("hello", "/aix", "/ai", "/reminders", "/summarizeall", "x /help", "//help")) {
            homeserver.says(ROOM, "@mum:x", text);
        }
        homeserver.says(ROOM, "@mum:x", "/help");
        awaitText("What I can do");

        assertThat(homeserver.texts(ROOM)).hasSize(1);
    }

    @Test
    void noticesEditsAndItsOwnMessagesAreNoCommands() {
        homeserver.says(ROOM, FakeHomeserver.BOT, "/help");
        ObjectNodes.notice(homeserver, ROOM, "@other-bot:x", "/help");
        ObjectNodes.edit(homeserver, ROOM, "@mum:x", "/help");
        homeserver.says(ROOM, "@mum:x", "/remind list");
        awaitText("No reminders");

        assertThat(homeserver.texts(ROOM)).doesNotContain("What I can do").hasSize(2);
    }

    @Test
    void whatWasSaidBeforeTheFirstStartIsNotAnswered() {
        bot.close();
        homeserver.says("!old:x", "@mum:x", "/help");
        bot = RunningBot.start(homeserver.url(), FakeHomeserver.TOKEN, folder.resolve("other"), router);
        homeserver.await(() -> homeserver.requests(SYNC) >= 4);
        homeserver.says(ROOM, "@mum:x", "/help");
        awaitTexts(1);

        assertThat(homeserver.texts("!old:x")).isEmpty();
    }

    @Test
    void staleQuestionsAreNotAnswered() {
        homeserver.says(
                ROOM,
                "@mum:x",
                "/remind list",
                System.currentTimeMillis() - Duration.ofHours(2).toMillis());
        homeserver.says(ROOM, "@mum:x", "/help");
        awaitTexts(1);

        assertThat(homeserver.texts(ROOM)).hasSize(1);
        assertThat(homeserver.texts(ROOM).get(0)).contains("What I can do");
    }

    @Test
    void aMessageThatMustWaitIsSentWhenTheServerAllows() {
        homeserver.tooFast(2, 1500);
        homeserver.says(ROOM, "@mum:x", "/help");
        awaitTexts(1);

        assertThat(homeserver.requests("PUT /_matrix/client/v3/rooms/%21room%3Ax/send"))
                .isEqualTo(3);
        assertThat(homeserver.nanosBetweenSends())
                .allSatisfy(nanos -> assertThat(nanos).isGreaterThanOrEqualTo(1_500_000_000L));
    }

    @Test
    void aHomeserverThatRestartsIsFoundAgain() {
        assertThat(bot.isInTouch()).isTrue();
        homeserver.stop();
        homeserver.await(() -> !bot.isInTouch());
        homeserver.start();
        homeserver.says(ROOM, "@mum:x", "/help");
        awaitTexts(1);
        homeserver.await(bot::isInTouch);

        assertThat(homeserver.texts(ROOM)).hasSize(1);
    }

    @Test
    void aRefusedTokenEndsTheBotWithOneSentence() throws Exception {
        homeserver.revokeToken();

        assertThat(bot.failure())
                .isInstanceOf(MatrixBot.TokenRefusedException.class)
                .hasMessageContaining("does not take the bot's access token")
                .hasMessageNotContaining(FakeHomeserver.TOKEN);
    }

    @Test
    void aSyncThatIsTooLargeIsReadInPieces() {
        homeserver.tooLarge(1);
        homeserver.says(ROOM, "@mum:x", "/help");
        awaitTexts(1);

        assertThat(homeserver.texts(ROOM)).hasSize(1);
    }

    @Test
    void whatASyncLeavesOutIsFetched() {
        homeserver.tellsAtOnce(2);
        bot.close();
        homeserver.says(ROOM, "@mum:x", "/help");
        for (int i = 0; i < 250; i++) {
            homeserver.says(ROOM, "@mum:x", "talk " + i);
        }
        homeserver.says(ROOM, "@mum:x", "/remind list");
        homeserver.says(ROOM, "@mum:x", "talk");
        startBot();
        awaitTexts(2);

        assertThat(homeserver.texts(ROOM)).anyMatch(text -> text.contains("What I can do"));
        assertThat(homeserver.texts(ROOM)).anyMatch(text -> text.contains("No reminders"));
    }

    @Test
    void anEncryptedRoomIsToldOnce() {
        homeserver.encrypt(ROOM);
        homeserver.await(() -> bot.remembersAsEncrypted(ROOM));
        homeserver.encrypted(ROOM);
        homeserver.says(ROOM, "@mum:x", "/help");
        bot.close();
        startBot();
        homeserver.encrypted(ROOM);
        for (int i = 1; i <= 2; i++) {
            int answers = i;
            homeserver.says("!other:x", "@mum:x", "/help");
            homeserver.await(() -> homeserver.texts("!other:x").size() == answers);
        }

        assertThat(homeserver.texts(ROOM)).hasSize(1);
        assertThat(homeserver.texts(ROOM).get(0)).contains("encrypted");
    }

    @Test
    void nothingElseIsSaidInAnEncryptedRoomWhileItIsTold() {
        homeserver.swallowAnswerTo("This room is encrypted");
        homeserver.encrypt(ROOM);
        awaitTexts(1);
        homeserver.says(ROOM, "@mum:x", "/help");
        for (int i = 1; i <= 2; i++) {
            int answers = i;
            homeserver.says("!other:x", "@mum:x", "/help");
            homeserver.await(() -> homeserver.texts("!other:x").size() == answers);
        }

        assertThat(homeserver.texts(ROOM)).hasSize(1);
    }

    @Test
    void whoMustWaitIsToldHowLongAndTheirMessageBecomesTheAnswer() {
        CountDownLatch told = new CountDownLatch(1);
        hub.answers(request -> {
            if (request.prompt().orElseThrow().contains("alpha")) {
                awaited(told);
            }
            return SimulatedAnswer.text("Because of **Rayleigh** scattering.");
        });
        homeserver.says(ROOM, "@mum:x", "/ask alpha");
        homeserver.says(ROOM, "@dad:x", "/ask beta");
        homeserver.says("!other:x", "@kid:x", "/ask gamma");
        awaitText("1 question before yours");
        told.countDown();
        homeserver.await(() -> homeserver.texts("!other:x").contains("Because of **Rayleigh** scattering."));
        homeserver.await(() -> homeserver.texts(ROOM).stream()
                        .filter(text -> text.equals("Because of **Rayleigh** scattering."))
                        .count()
                == 2);

        assertThat(homeserver.texts(ROOM)).hasSize(2);
        assertThat(homeserver.texts("!other:x")).containsExactly("Because of **Rayleigh** scattering.");
    }

    @Test
    void aWaitingNoticeWhoseConfirmationIsLostBecomesTheAnswerToo() {
        CountDownLatch told = new CountDownLatch(1);
        hub.answers(request -> {
            awaited(told);
            return SimulatedAnswer.text("Because of the air.");
        });
        homeserver.swallowAnswerTo("1 question before yours");
        homeserver.says(ROOM, "@mum:x", "/ask alpha");
        homeserver.says(ROOM, "@dad:x", "/ask beta");
        awaitText("1 question before yours");
        homeserver.stop();
        homeserver.start();
        told.countDown();
        homeserver.says(ROOM, "@mum:x", "/help");
        awaitText("What I can do");
        homeserver.await(() -> homeserver.texts(ROOM).stream()
                        .filter(text -> text.equals("Because of the air."))
                        .count()
                == 2);

        assertThat(homeserver.texts(ROOM)).hasSize(3);
    }

    @Test
    void fiveHundredQuestionsAtOnceGetTwentyAnswersAndOneRefusal() {
        CountDownLatch allHeard = new CountDownLatch(1);
        FakeBackend patient = FakeBackend.named("hub")
                .local()
                .answering(request -> awaited(allHeard))
                .build();
        bot.close();
        for (int i = 0; i < 500; i++) {
            homeserver.says(ROOM, "@mum:x", "/ask " + i);
        }
        try (InferenceRouter other = InferenceRouter.builder().backend(patient).build()) {
            long syncs = homeserver.requests(SYNC);
            bot = RunningBot.start(homeserver.url(), FakeHomeserver.TOKEN, folder, other);
            homeserver.await(() -> homeserver.requests(SYNC) >= syncs + 2);
            allHeard.countDown();
            homeserver.await(() -> homeserver.texts(ROOM).stream()
                            .filter(text -> text.equals("heard"))
                            .count()
                    == 20);
            homeserver.says(ROOM, "@mum:x", "/help");
            awaitText("What I can do");

            assertThat(homeserver.texts(ROOM))
                    .filteredOn(text -> text.startsWith("❌ 20 questions"))
                    .hasSize(1);
            assertThat(homeserver.texts(ROOM)).hasSize(22);
            assertThat(patient.chats()).hasSize(20);
        }
    }

    private static String awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "heard";
    }

    @Test
    void aModelsWordsAreNoCommandsAndNoHtml() {
        hub.answerNext("/remind list\n@room <script>alert(1)</script> [bank](https://evil.example)");
        homeserver.says(ROOM, "@mum:x", "/ask evil");
        awaitText("https://evil.example");
        homeserver.says(ROOM, "@mum:x", "/help");
        awaitTexts(2);

        JsonNode answer = homeserver.shown(ROOM).get(0);
        assertThat(answer.path("body").asText()).startsWith("/remind list").doesNotContain("@room");
        assertThat(answer.path("formatted_body").asText())
                .contains("&lt;script&gt;", "bank (https://evil.example)")
                .doesNotContain("<script", "href", "@room");
        assertThat(homeserver.texts(ROOM)).hasSize(2);
    }

    @Test
    void aMessageOfAMegabyteIsTooLong() {
        homeserver.says(ROOM, "@mum:x", "/ask " + "x".repeat(1024 * 1024));
        awaitText("That is too long for me");
        homeserver.says(ROOM, "@mum:x", "x".repeat(1024 * 1024));
        homeserver.says(ROOM, "@mum:x", "/help");
        awaitText("What I can do");

        assertThat(hub.generationsStarted()).isZero();
    }

    @Test
    void aSummaryIsOfWhatIsUnread() {
        String read = homeserver.says(ROOM, "@dad:x", "old news");
        homeserver.reads(
                ROOM,
                "@mum:x",
                read,
                System.currentTimeMillis() - Duration.ofHours(1).toMillis());
        homeserver.says(ROOM, "@dad:x", "first news");
        String last = homeserver.says(ROOM, "@kid:x", "second news");
        homeserver.reads(ROOM, "@mum:x", last, System.currentTimeMillis());
        homeserver.says(ROOM, "@mum:x", "/summarize");
        awaitText("(of the last 2 messages)");

        assertThat(hub.requests("/api/chat").get(0).body())
                .contains("dad: first news", "kid: second news")
                .doesNotContain("old news", "/summarize");
    }

    @Test
    void whoHasReadUpToAReactionIsToldWhatCameAfterIt() {
        String read = homeserver.says(ROOM, "@dad:x", "old news");
        String reaction = homeserver.reacts(ROOM, "@kid:x", read);
        homeserver.reads(ROOM, "@mum:x", reaction, System.currentTimeMillis());
        homeserver.says(ROOM, "@dad:x", "fresh news");
        homeserver.says(ROOM, "@mum:x", "/summarize");
        awaitText("(of 1 message)");

        assertThat(hub.requests("/api/chat").get(0).body())
                .contains("dad: fresh news")
                .doesNotContain("old news");
    }

    @Test
    void withoutAnyServerTheBotStartsAndSaysWhy() {
        hub.goOffline();
        homeserver.says(ROOM, "@mum:x", "/ask why?");
        awaitText("No AI can answer now (this hub: connecting: connection refused)");
        homeserver.says(ROOM, "@mum:x", "/ai-status");
        awaitText("Status: Not running");

        assertThat(homeserver.texts(ROOM)).hasSize(2);
    }

    @Test
    void aHomeserverThatFallsSilentIsAskedAgain() {
        homeserver.swallowAnswerTo("What I can do");
        homeserver.says(ROOM, "@mum:x", "/help");
        awaitTexts(1);
        homeserver.stop();
        homeserver.start();
        homeserver.await(() -> homeserver.repeats() == 1);
        homeserver.says(ROOM, "@mum:x", "/remind list");
        awaitTexts(2);

        assertThat(homeserver.texts(ROOM)).hasSize(2);
    }

    @Test
    void whereTypingIsRefusedTheTextGrowsAllTheSame() {
        String room = FakeHomeserver.ROOM_WITHOUT_TYPING;
        Dictation model = new Dictation();
        try (InferenceRouter other = of(model)) {
            startAnew(other);
            homeserver.says(room, "@mum:x", "/ask why?");
            model.says("Because");
            homeserver.await(() -> homeserver.texts(room).contains("Because"));
            model.says(" of the air.");
            model.ends();
            homeserver.await(() -> homeserver.texts(room).contains("Because of the air."));

            assertThat(homeserver.shown(room)).hasSize(1);
        }
    }

    @Test
    void aLongAnswerGrowsInOneMessageWhileTheBotTypes() {
        Dictation model = new Dictation();
        try (InferenceRouter other = of(model)) {
            startAnew(other);
            homeserver.says(ROOM, "@mum:x", "/ask a lot");
            for (int i = 1; i <= 3; i++) {
                String word = "word " + i;
                model.says(word);
                awaitText(word);
                model.says(", ");
            }
            model.says("the end");
            model.ends();
            homeserver.await(() -> homeserver.typing().contains(ROOM + " false"));
            awaitText("the end");

            assertThat(homeserver.texts(ROOM)).containsExactly("word 1, word 2, word 3, the end");
            List<JsonNode> sent = homeserver.sent();
            assertThat(sent).hasSizeGreaterThanOrEqualTo(4);
            for (int i = 1; i < sent.size(); i++) {
                assertThat(sent.get(i).path("origin_server_ts").asLong()
                                - sent.get(i - 1).path("origin_server_ts").asLong())
                        .isGreaterThanOrEqualTo(900);
            }
            assertThat(homeserver.typing()).first().isEqualTo(ROOM + " true");
            assertThat(homeserver.typing()).last().isEqualTo(ROOM + " false");
        }
    }

    private static InferenceRouter of(Dictation model) {
        return InferenceRouter.builder()
                .backend(FakeBackend.named("hub")
                        .local()
                        .offering(Capability.CHAT, model)
                        .build())
                .build();
    }

    private void startAnew(InferenceRouter other) {
        bot.close();
        bot = RunningBot.start(homeserver.url(), FakeHomeserver.TOKEN, folder, other);
    }
}
