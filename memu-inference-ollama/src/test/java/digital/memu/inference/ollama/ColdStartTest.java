package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.ColdStart;
import digital.memu.inference.route.InferenceListener;
import digital.memu.inference.route.RoutingPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that loads a model is not dead, and its load is never given up. */
class ColdStartTest {

    private static final ChatRequest QUESTION = ChatRequest.of("Hello?");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final OllamaSimulator pc = OllamaSimulator.builder()
            .model(SimulatedModel.named("big").loadTime(Duration.ofMillis(1500)).build())
            .answer("from the pc")
            .build();
    private final OllamaSimulator hub = OllamaSimulator.builder()
            .model(SimulatedModel.named("small").loaded().build())
            .answer("from the hub")
            .build();
    private final CountDownLatch loaded = new CountDownLatch(1);

    @AfterEach
    void close() {
        pc.close();
        hub.close();
    }

    private InferenceRouter router(ColdStart coldStart) {
        return InferenceRouter.builder()
                .backend(OllamaBackend.at(pc.url()).named("pc").model("big").build())
                .backend(OllamaBackend.at(hub.url())
                        .named("hub")
                        .local()
                        .model("small")
                        .build())
                .policy(RoutingPolicy.builder().coldStart(coldStart).build())
                .listener(new InferenceListener() {
                    @Override
                    public void stateChanged(String backend, BackendState from, BackendState to, String reason) {
                        if (backend.equals("pc") && from == BackendState.LOADING) {
                            loaded.countDown();
                        }
                    }
                })
                .build();
    }

    @Test
    void theHubAnswersMeanwhileAndRequestsMoveOverWhenTheLoadHasEnded() throws Exception {
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

    @Test
    void fiftyWhoWaitShareOneLoad() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (InferenceRouter router = router(ColdStart.WAIT)) {
            List<CompletableFuture<ChatReply>> replies = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                replies.add(CompletableFuture.supplyAsync(() -> router.chat().send(QUESTION), threads));
            }
            for (CompletableFuture<ChatReply> reply : replies) {
                assertThat(reply.get(LIMIT.toSeconds(), TimeUnit.SECONDS).text())
                        .isEqualTo("from the pc");
            }
            assertThat(pc.loadsStarted()).isEqualTo(1);
            assertThat(pc.generationsStarted()).isEqualTo(50);
            assertThat(hub.generationsStarted()).isZero();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whoWaitsIsTold() {
        try (InferenceRouter router = router(ColdStart.WAIT);
                var stream = router.chat().stream(QUESTION)) {
            List<ChatEvent> events = new ArrayList<>();
            stream.forEach(events::add);
            assertThat(events.stream().flatMap(event -> event.loading().stream()))
                    .as("at once, and a second later")
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allSatisfy(loading -> {
                        assertThat(loading.backend()).isEqualTo("pc");
                        assertThat(loading.model()).isEqualTo("big");
                    });
            assertThat(stream.reply().text()).isEqualTo("from the pc");
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
