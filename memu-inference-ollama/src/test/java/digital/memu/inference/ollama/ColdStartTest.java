package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.Loading;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.ColdStart;
import digital.memu.inference.route.InferenceListener;
import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that loads a model is not dead, and its load is never given up. */
class ColdStartTest {

    private static final ChatRequest QUESTION = ChatRequest.of("Hello?");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final OllamaSimulator pc = OllamaSimulator.builder()
            .model(SimulatedModel.named("big").loadTime(Duration.ofMillis(1500)).build())
            .answer("from the pc")
            .build();
    private final OllamaSimulator hub = OllamaSimulator.builder()
            .model(SimulatedModel.named("small").loaded().build())
            .answer("from the hub")
            .build();
    private final ManualClock clock = new ManualClock();
    private final CountDownLatch loaded = new CountDownLatch(1);

    @AfterEach
    void close() {
        pc.close();
        hub.close();
    }

    private InferenceRouter router(ColdStart coldStart) {
        InferenceRouter router = InferenceRouter.builder()
                .backend(OllamaBackend.at(pc.url()).named("pc").model("big").build())
                .backend(OllamaBackend.at(hub.url())
                        .named("hub")
                        .local()
                        .model("small")
                        .build())
                .policy(RoutingPolicy.builder()
                        .coldStart(coldStart)
                        // A busy machine must not take itself for a dead server.
                        .timeouts(t -> t.connect(LIMIT).probe(Duration.ofDays(1)))
                        .build())
                .time(clock)
                .listener(new InferenceListener() {
                    @Override
                    public void stateChanged(String backend, BackendState from, BackendState to, String reason) {
                        if (backend.equals("pc") && from == BackendState.LOADING) {
                            loaded.countDown();
                        }
                    }
                })
                .build();
        // Known to live, as long as the clock stands still, so that nothing is raced and the load alone decides.
        router.refresh(LIMIT);
        return router;
    }

    /** A load that is still running when a slow machine looks. */
    private void loadSlowly() {
        pc.install(SimulatedModel.named("big").loadTime(Duration.ofSeconds(6)).build());
    }

    @Test
    void theHubAnswersMeanwhileAndRequestsMoveOverWhenTheLoadHasEnded() throws Exception {
        loadSlowly();
        try (InferenceRouter router = router(ColdStart.ANSWER_LOCALLY_MEANWHILE)) {
            for (int i = 0; i < 5; i++) {
                ChatReply reply = router.chat().send(QUESTION);
                assertThat(reply.text()).isEqualTo("from the hub");
                assertThat(reply.route().explain()).contains("loading big");
            }
            assertThat(router.explain(Capability.CHAT).choices().get(0).state()).isEqualTo(BackendState.LOADING);
            assertThat(router.explain(Capability.CHAT).first())
                    .hasValueSatisfying(choice -> assertThat(choice.backend()).isEqualTo("hub"));

            assertThat(loaded.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

            assertThat(router.chat().send(QUESTION).text()).isEqualTo("from the pc");
            assertThat(pc.loadsStarted()).isEqualTo(1);
            assertThat(pc.loadsAborted()).isZero();
            assertThat(pc.generationsStarted())
                    .as("nobody generated for nobody")
                    .isEqualTo(1);
        }
    }

    /** The server has needed the room for another model, and says so to nobody. */
    @Test
    void aModelThatWasForgottenIsLoadedAgainWhileTheHubAnswers() throws Exception {
        RequestOptions patient =
                RequestOptions.builder().coldStart(ColdStart.WAIT).build();
        try (InferenceRouter router = router(ColdStart.ANSWER_LOCALLY_MEANWHILE)) {
            assertThat(router.with(patient).chat().send(QUESTION).text()).isEqualTo("from the pc");
            pc.goOffline();
            pc.comeBack();
            pc.install(SimulatedModel.named("big").loadTime(Duration.ofHours(1)).build());
            CompletableFuture<ChatReply> reply = router.async().chat().send(QUESTION);
            assertThat(pc.awaitLoads(2, LIMIT)).isTrue();

            clock.advance(Duration.ofSeconds(2));

            ChatReply got = reply.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(got.text()).isEqualTo("from the hub");
            assertThat(got.route().explain()).contains("loading big");
            assertThat(pc.awaitLoadsAborted(1, LIMIT))
                    .as("the load of the request that went on")
                    .isTrue();
            assertThat(pc.awaitLoads(3, LIMIT))
                    .as("the one that is left to end")
                    .isTrue();
            assertThat(pc.loadsAborted()).isEqualTo(1);
            assertThat(router.chat().send(QUESTION).text()).isEqualTo("from the hub");
            assertThat(pc.loadsStarted()).isEqualTo(3);
            assertThat(pc.generationsCompleted())
                    .as("nobody generated for nobody")
                    .isEqualTo(1);
        }
    }

    /** To unload at once is a wish for the time after the answer; as a request of its own it loads nothing. */
    @Test
    void whoWantsTheModelUnloadedAfterTheAnswerHasItLoadedAllTheSame() {
        ChatRequest brief = QUESTION.toBuilder()
                .extension(
                        OllamaOptions.builder().keepAlive(KeepAlive.unloadNow()).build())
                .build();
        try (InferenceRouter router = router(ColdStart.ANSWER_LOCALLY_MEANWHILE)) {
            assertThat(router.chat().send(brief).text()).isEqualTo("from the hub");

            assertThat(pc.awaitLoads(1, LIMIT)).isTrue();
        }
    }

    @Test
    void aModelThatRunsElsewhereIsNeitherLoadedNorAsked() {
        pc.remove("big");
        pc.install(SimulatedModel.named("big").remote("https://ollama.com:443").build());
        try (InferenceRouter router = router(ColdStart.ANSWER_LOCALLY_MEANWHILE)) {
            for (int i = 0; i < 3; i++) {
                assertThat(router.chat().send(QUESTION).text()).isEqualTo("from the hub");
            }
            RequestOptions there = RequestOptions.builder().onlyOn("pc").build();
            assertThatThrownBy(() -> router.with(there).chat().send(QUESTION))
                    .hasMessageContaining("this model runs on another machine");
            assertThat(pc.requests("/api/show")).hasSize(1);
            assertThat(pc.requests("/api/generate")).isEmpty();
            assertThat(pc.requests("/api/chat")).isEmpty();
        }
    }

    @Test
    void fiftyWhoWaitShareOneLoad() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (InferenceRouter router = router(ColdStart.WAIT)) {
            List<CompletableFuture<ChatReply>> replies = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                replies.add(CompletableFuture.supplyAsync(() -> router.chat().send(QUESTION), threads));
            }
            for (CompletableFuture<ChatReply> reply : replies) {
                ChatReply got = reply.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
                assertThat(got.text()).as(got.route().explain()).isEqualTo("from the pc");
            }
            assertThat(pc.loadsStarted()).isEqualTo(1);
            assertThat(pc.generationsStarted()).isEqualTo(50);
            assertThat(hub.generationsStarted()).isZero();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whoWaitsIsTold() throws Exception {
        loadSlowly();
        try (InferenceRouter router = router(ColdStart.WAIT);
                var stream = router.chat().stream(QUESTION)) {
            Iterator<ChatEvent> events = stream.iterator();
            assertThat(events.next().loading()).as("at once").hasValueSatisfying(ColdStartTest::assertBig);

            CompletableFuture<ChatEvent> second = CompletableFuture.supplyAsync(events::next);
            // Nobody can tell from outside when it begins to wait.
            for (int i = 0; i < 1_000 && !isDone(second); i++) {
                clock.advance(Duration.ofSeconds(1));
            }

            assertThat(second.get().loading()).as("a second later").hasValueSatisfying(ColdStartTest::assertBig);
            CompletableFuture.runAsync(() -> events.forEachRemaining(event -> {}))
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(stream.reply().text()).isEqualTo("from the pc");
        }
    }

    private static void assertBig(Loading loading) {
        assertThat(loading.backend()).isEqualTo("pc");
        assertThat(loading.model()).isEqualTo("big");
    }

    private static boolean isDone(CompletableFuture<?> call) throws Exception {
        try {
            call.get(20, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    @Test
    void whoGivesUpWaitingDoesNotAbortTheLoad() throws Exception {
        try (InferenceRouter router = router(ColdStart.WAIT)) {
            try (var stream = router.chat().stream(QUESTION)) {
                assertThat(stream.iterator().next().loading()).isPresent();
            }
            assertThat(loaded.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(pc.loadsAborted()).isZero();
            assertThat(pc.generationsStarted()).isZero();
        }
    }

    @Test
    void theLoadHasTheOptionsOfTheChatSoThatItIsNotLoadedAgain() throws Exception {
        try (InferenceRouter router = router(ColdStart.WAIT)) {
            ChatRequest wide = QUESTION.toBuilder()
                    .options(options -> options.contextLength(8192))
                    .extension(OllamaOptions.builder().shift(false).build())
                    .build();
            assertThat(router.chat().send(wide).text()).isEqualTo("from the pc");
            assertThat(pc.loadsStarted()).isEqualTo(1);
        }
    }
}
