package digital.memu.inference.example.bot.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digital.memu.inference.InferenceRouter;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.example.bot.BotProcess;
import digital.memu.inference.immich.ImmichMlBackend;
import digital.memu.inference.immich.testing.ImmichMlSimulator;
import digital.memu.inference.ollama.OllamaBackend;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedAnswer;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.support.RealSynapse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bot in rooms of a real Synapse: a family, a PC that dies, a homeserver that restarts. */
class RealSynapseTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    /** A busy machine must not take itself for a dead server. */
    private static final RoutingPolicy PATIENT = RoutingPolicy.builder()
            .timeouts(t -> t.connect(Duration.ofSeconds(20)).probe(SOON))
            .build();

    @TempDir
    static Path home;

    private static RealSynapse synapse;
    private static Person mum;
    private static Person dad;

    @TempDir
    Path folder;

    private Person botUser;
    private String room;
    private final OllamaSimulator hub = OllamaSimulator.builder()
            .model(SimulatedModel.named("llama3.2").loaded().build())
            .answer("They talked about pizza.")
            .build();

    @BeforeAll
    static void startSynapse() throws Exception {
        synapse = RealSynapse.start(home);
        mum = Person.register(synapse.url(), "mum");
        dad = Person.register(synapse.url(), "dad");
    }

    @AfterAll
    static void stopSynapse() {
        if (synapse != null) {
            synapse.close();
        }
    }

    @BeforeEach
    void makeRoom() throws InterruptedException {
        botUser = Person.register(synapse.url(), "bot" + System.nanoTime());
        room = mum.createRoom(dad, botUser);
        dad.join(room);
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    private RunningBot start(InferenceRouter router) {
        return RunningBot.start(synapse.url().toString(), botUser.token(), folder, router);
    }

    private InferenceRouter hubAlone() {
        return InferenceRouter.builder()
                .backend(OllamaBackend.at(hub.url())
                        .named("local")
                        .local()
                        .model("llama3.2")
                        .build())
                .build();
    }

    @Test
    void aPcThatDiesInMidAnswerIsStoodInForByTheHub() throws Exception {
        try (Pc pc = Pc.start(folder);
                ImmichMlSimulator photos = ImmichMlSimulator.builder().build();
                InferenceRouter router = InferenceRouter.builder()
                        .policy(PATIENT)
                        .backend(OllamaBackend.at(pc.url())
                                .named("pc")
                                .external()
                                .model(pc.model())
                                .build())
                        .backend(OllamaBackend.at(hub.url())
                                .named("local")
                                .local()
                                .model("llama3.2")
                                .build())
                        .backend(ImmichMlBackend.at(photos.url())
                                .named("photos")
                                .local()
                                .build())
                        .build();
                RunningBot bot = start(router)) {
            // Otherwise the hub would answer while the PC loads its model.
            router.with(RequestOptions.builder().onlyOn("pc").build())
                    .chat()
                    .send(ChatRequest.builder()
                            .user("Hello")
                            .options(options -> options.contextLength(8192).maxTokens(1))
                            .build());
            mum.says(room, "Shall we have pizza tonight?");
            dad.says(room, "Yes! With mushrooms, please.");
            mum.says(room, "/ai-status");
            JsonNode before = mum.awaits(room, botUser, text -> text.contains("AI Configuration"));
            assertThat(before.path("body").asText()).isEqualTo("""
                    **AI Configuration**
                    Ollama: External (%s)
                      Model: %s
                      Status: Connected

                    Immich ML: Local
                      Status: Running""".formatted(pc.address(), pc.model()));
            assertThat(before.path("formatted_body").asText())
                    .isEqualTo("<strong>AI Configuration</strong><br>Ollama: External (" + pc.address()
                            + ")<br>&nbsp;&nbsp;Model: " + pc.model() + "<br>&nbsp;&nbsp;Status: Connected<br><br>"
                            + "Immich ML: Local<br>&nbsp;&nbsp;Status: Running");

            mum.says(room, "/summarize 10");
            mum.awaits(room, botUser, text -> !text.contains("AI Configuration") && text.length() > 20);
            pc.kill();

            JsonNode summary = mum.awaits(room, botUser, text -> text.endsWith("(finished on this hub)"));
            assertThat(summary.path("body").asText()).contains("They talked about pizza.");
            assertThat(mum.hears(room, botUser)).hasSize(2);

            dad.says(room, "/ai-status");
            JsonNode after = mum.awaits(room, botUser, text -> text.contains("Not reachable"));
            assertThat(after.path("body").asText()).matches("""
                    \\*\\*AI Configuration\\*\\*
                    Ollama: External \\(%s\\)
                      Model: %s
                      Status: Not reachable, using this hub \\(slower\\)
                      Last worked: (today|yesterday) \\d\\d:\\d\\d

                    Immich ML: Local
                      Status: Running""".formatted(pc.address(), pc.model()));
            assertThat(bot).isNotNull();
        }
    }

    @Test
    void fiveHundredMessagesAndARestartOfTheHomeserver() throws Exception {
        try (InferenceRouter router = hubAlone()) {
            try (RunningBot bot = start(router)) {
                mum.says(room, "/help");
                mum.awaits(room, botUser, text -> text.contains("What I can do"));
                assertThat(bot).isNotNull();
            }
            String read = mum.says(room, "/remind list");
            mum.reads(room, read);
            ExecutorService fingers = Executors.newFixedThreadPool(4);
            IntStream.range(0, 500)
                    .mapToObj(i ->
                            CompletableFuture.runAsync(() -> (i % 2 == 0 ? mum : dad).says(room, "talk " + i), fingers))
                    .toList()
                    .forEach(CompletableFuture::join);
            fingers.shutdown();
            try (RunningBot bot = start(router)) {
                mum.awaits(room, botUser, text -> text.contains("No reminders"));
                synapse.stop();
                synapse.startAgain();
                mum.says(room, "/summarize");
                JsonNode summary = mum.awaits(room, botUser, text -> text.contains("pizza"));

                assertThat(summary.path("body").asText()).endsWith("(of the last 300 messages)");
                assertThat(mum.hears(room, botUser)).hasSize(2);
                assertThat(bot).isNotNull();
            }
        }
    }

    @Test
    void anAnswerOfAMegabyteIsSplitAndCut() throws Exception {
        hub.answers(request -> SimulatedAnswer.text("a<b&\"ü€ 😀 ".repeat(100_000)));
        try (InferenceRouter router = hubAlone();
                RunningBot bot = start(router)) {
            mum.says(room, "/ask everything");
            mum.awaits(room, botUser, text -> text.endsWith("(cut here: the answer was too long)"));

            assertThat(mum.hears(room, botUser)).hasSizeBetween(2, 6);
            assertThat(hub.awaitCancelled(1, SOON)).isTrue();
            assertThat(bot).isNotNull();
        }
    }

    @Test
    void remindersAreMeantInThePersonsTimeZoneAndCallThem() throws Exception {
        dad.livesIn("Asia/Tokyo");
        try (InferenceRouter router = hubAlone();
                RunningBot bot = start(router)) {
            dad.says(room, "/remind tomorrow at 9 call the office");
            dad.awaits(room, botUser, text -> text.contains("at 09:00: call the office\n(Asia/Tokyo;"));
            dad.says(room, "/remind in 1 second stand up");
            JsonNode call = dad.awaits(room, botUser, text -> text.equals("⏰ stand up"));

            assertThat(call.path("m.mentions").path("user_ids"))
                    .extracting(JsonNode::asText)
                    .containsExactly(dad.user());
            assertThat(bot).isNotNull();
        }
    }

    @Test
    void anEncryptedRoomIsToldOnce() throws Exception {
        mum.encrypt(room);
        try (InferenceRouter router = hubAlone();
                RunningBot bot = start(router)) {
            mum.awaits(room, botUser, text -> text.contains("encrypted"));
            mum.says(room, "/help");
            String other = mum.createRoom(botUser);
            mum.says(other, "/help");
            mum.awaits(other, botUser, text -> text.contains("What I can do"));

            assertThat(mum.hears(room, botUser)).hasSize(1);
            assertThat(bot).isNotNull();
        }
    }

    @Test
    void whatWasSaidBeforeItWasInvitedIsNotAnswered() throws Exception {
        try (InferenceRouter router = hubAlone();
                RunningBot bot = start(router)) {
            mum.says(room, "/help");
            mum.awaits(room, botUser, text -> text.contains("What I can do"));
            String other = mum.createRoom(dad);
            mum.says(other, "/remind list");
            mum.invites(other, botUser);
            // Whether it has joined already or not.
            mum.says(other, "/help");
            mum.awaits(other, botUser, text -> text.contains("What I can do"));
            mum.says(other, "/remind zone");
            mum.awaits(other, botUser, text -> text.contains("Times are meant in"));

            assertThat(mum.hears(other, botUser)).hasSize(2);
            assertThat(bot).isNotNull();
        }
    }

    @Test
    void aBotThatIsLoggedOutEnds() throws Exception {
        try (InferenceRouter router = hubAlone();
                RunningBot bot = start(router)) {
            mum.says(room, "/help");
            mum.awaits(room, botUser, text -> text.contains("What I can do"));
            botUser.logsOut();

            assertThat(bot.failure()).isInstanceOf(MatrixBot.TokenRefusedException.class);
        }
    }

    @Test
    void killedBetweenAnswerAndConfirmationItGivesNoSecondAnswer() throws Exception {
        try (Relay relay = new Relay(synapse.url())) {
            Map<String, String> settings = Map.of(
                    "MATRIX_HOMESERVER", relay.url(),
                    "MATRIX_TOKEN", botUser.token(),
                    "MATRIX_ALLOWED_USERS", mum.user(),
                    "OLLAMA_LOCAL_HOST", hub.url());
            try (BotProcess bot = BotProcess.start(folder, settings, "")) {
                mum.says(room, "/help");
                mum.awaits(room, botUser, text -> text.contains("What I can do"));
                relay.keepNextConfirmation();
                mum.says(room, "/ask what did they talk about?");
                assertThat(relay.kept().await(60, TimeUnit.SECONDS)).isTrue();
                bot.kill();
            }
            try (BotProcess bot = BotProcess.start(folder, settings, "")) {
                mum.says(room, "/remind list");
                mum.awaits(room, botUser, text -> text.contains("No reminders"));

                assertThat(mum.hears(room, botUser))
                        .extracting(content -> content.path("body").asText())
                        .filteredOn(text -> text.equals("They talked about pizza."))
                        .hasSize(1);
                assertThat(hub.generationsStarted()).isEqualTo(1);
                assertThat(bot.err()).doesNotContain(botUser.token());
            }
        }
    }
}
