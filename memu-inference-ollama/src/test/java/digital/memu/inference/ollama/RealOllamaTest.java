package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.chat.FinishReason;
import digital.memu.inference.chat.Joint;
import digital.memu.inference.embedding.EmbeddingRequest;
import digital.memu.inference.embedding.Embeddings;
import digital.memu.inference.failure.ModelNotFoundException;
import digital.memu.inference.failure.ServerException;
import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.Attempt.Outcome;
import digital.memu.inference.route.ColdStart;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.support.RealOllama;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real servers with one real, small model: what the recordings promise holds, and deaths are survived. */
class RealOllamaTest {

    private static final String MODEL = "smollm2";
    private static final ChatRequest QUESTION = ChatRequest.builder()
            .user("Count from one to fifty, in words.")
            .options(o -> o.temperature(0).seed(42).maxTokens(60))
            .extension(OllamaOptions.builder().numThread(1).build())
            .build();

    /** So long that it is not all here already when the server is struck at one of its first words. */
    private static final ChatRequest LONG_QUESTION = QUESTION.toBuilder()
            .options(o -> o.temperature(0).seed(42).maxTokens(240))
            .build();

    private static final Duration SLOW = Duration.ofSeconds(10);

    private static final String OPEN_TEMPLATE = """
            TEMPLATE \"""{{- range $i, $m := .Messages }}{{- $last := eq (len (slice $.Messages $i)) 1 }}<|im_start|>{{ $m.Role }}
            {{ $m.Content }}{{ if not (and (eq $m.Role "assistant") $last) }}<|im_end|>
            {{ end }}{{- if and (ne $m.Role "assistant") $last }}<|im_start|>assistant
            {{ end }}{{- end }}\"""
            PARAMETER stop "<|im_end|>"
            PARAMETER stop "<|im_start|>"
            """;

    @TempDir
    static Path home;

    private static RealOllama hub;

    private RealOllama pc;

    @BeforeAll
    static void startTheHub() throws Exception {
        RealOllama.require();
        hub = RealOllama.start(home);
        hub.create(MODEL, "");
    }

    @AfterAll
    static void stopTheHub() {
        if (hub != null) {
            hub.close();
        }
    }

    @AfterEach
    void stopThePc() {
        if (pc != null) {
            pc.close();
        }
    }

    /** The PC has just been started: its model is waited for, unless a test wants it otherwise. */
    private InferenceRouter router() {
        return router(ColdStart.WAIT, MODEL);
    }

    private InferenceRouter router(ColdStart coldStart, String hubModel) {
        InferenceRouter router = InferenceRouter.builder()
                .backend(OllamaBackend.at(pc.url()).named("pc").model(MODEL).build())
                .backend(OllamaBackend.at(hub.url())
                        .named("hub")
                        .local()
                        .model(hubModel)
                        .build())
                .policy(RoutingPolicy.builder()
                        // A machine at work on two models may be slow to answer, and is not dead.
                        .timeouts(t -> t.connect(SLOW).probe(SLOW))
                        .coldStart(coldStart)
                        .build())
                .build();
        // Known to live, so that the first request is not raced: the PC is preferred.
        router.refresh(SLOW.multipliedBy(3));
        return router;
    }

    @Test
    void everythingAboutItsModelsIsTold() {
        try (OllamaClient client = OllamaClient.at(hub.url()).build()) {
            assertThat(client.version()).isEqualTo(OllamaVersion.parse("0.9.6"));
            assertThat(client.tags()).extracting(InstalledModel::name).contains("smollm2:latest");
            assertThat(client.show(MODEL).contextLength()).hasValue(8192);
            assertThat(client.show(MODEL).capabilities()).contains("completion");

            client.load(
                    MODEL,
                    OllamaOptions.builder()
                            .numThread(1)
                            .keepAlive(KeepAlive.forever())
                            .build());
            assertThat(client.ps()).singleElement().satisfies(loaded -> {
                assertThat(loaded.name()).isEqualTo("smollm2:latest");
                assertThat(loaded.keptForever()).isTrue();
            });
            client.unload(MODEL);
        }
    }

    @Test
    void aWholeAnswerAStreamAndVectors() {
        try (OllamaClient client = OllamaClient.at(hub.url()).build()) {
            ChatRequest request = QUESTION.toBuilder().model(MODEL).build();
            ChatReply whole = client.send(request);
            assertThat(whole.text()).isNotBlank();
            assertThat(whole.completion().finishReason()).isIn(FinishReason.LENGTH, FinishReason.STOP);
            assertThat(whole.completion().usage().answerTokens().orElseThrow()).isPositive();

            try (ChatStream stream = client.stream(request)) {
                List<String> pieces = new ArrayList<>();
                stream.forEach(event -> pieces.add(event.text()));
                assertThat(pieces).hasSizeGreaterThan(5);
                assertThat(String.join("", pieces))
                        .isNotBlank()
                        .isEqualTo(stream.reply().text());
            }

            Embeddings vectors = client.embed(EmbeddingRequest.of(MODEL, "a dog", "a cat"));
            assertThat(vectors.size()).isEqualTo(2);
            assertThat(vectors.vector(0)).hasSize(vectors.space().dimension()).isNotEqualTo(vectors.vector(1));
        }
    }

    @Test
    void aModelIsMadeOfAFileCopiedAndDeleted() {
        try (OllamaClient client = OllamaClient.at(hub.url()).build()) {
            CreateRequest request = CreateRequest.builder("made")
                    .file(RealOllama.weights())
                    .parameter("num_thread", 1)
                    .build();
            List<String> steps = new ArrayList<>();
            try (ModelTransfer create = client.models().create(request)) {
                create.forEach(step -> steps.add(step.status()));
            }
            assertThat(steps).contains("reading").endsWith("success");

            client.models().copy("made", "copied");
            client.models().delete("made");
            assertThat(client.tags())
                    .extracting(InstalledModel::name)
                    .contains("copied:latest")
                    .doesNotContain("made:latest");
            assertThat(client.generate(raw("copied")).text()).isNotBlank();
            client.models().delete("copied");
            assertThatThrownBy(() -> client.models().delete("copied")).isInstanceOf(ModelNotFoundException.class);
        }
    }

    @Test
    void aFileIsSentToAServerThatHasNotGotIt(@TempDir Path empty) throws Exception {
        try (RealOllama fresh = RealOllama.start(empty);
                OllamaClient client = OllamaClient.at(fresh.url()).build()) {
            List<String> steps = new ArrayList<>();
            try (ModelTransfer create = client.models()
                    .create(CreateRequest.builder("sent")
                            .file(RealOllama.weights())
                            .build())) {
                create.forEach(step -> steps.add(step.status()));
            }
            assertThat(steps).contains("reading", "sending").endsWith("success");
            assertThat(client.models().blobExists(client.models().uploadBlob(RealOllama.weights())))
                    .isTrue();
            assertThat(client.tags()).extracting(InstalledModel::name).containsExactly("sent:latest");
        }
    }

    @Test
    void aRegistryThatCannotBeReachedIsToldAtOnce() {
        try (OllamaClient client = OllamaClient.at(hub.url()).build();
                ModelTransfer pull = client.models().insecure(true).pull("127.0.0.1:9/library/tiny")) {
            assertThatThrownBy(pull::await)
                    .isInstanceOf(ServerException.class)
                    .hasMessageContaining("could not reach the registry");
        }
    }

    @Test
    void aRawPromptIsContinued() {
        try (OllamaClient client = OllamaClient.at(hub.url()).build();
                ChatStream stream = client.generateStream(raw(MODEL))) {
            List<String> pieces = new ArrayList<>();
            stream.forEach(event -> pieces.add(event.text()));
            assertThat(String.join("", pieces))
                    .isNotBlank()
                    .isEqualTo(stream.reply().text());
        }
    }

    private static GenerateRequest raw(String model) {
        return GenerateRequest.builder(model)
                .prompt("One, two, three,")
                .raw(true)
                .options(o -> o.temperature(0).maxTokens(8))
                .extension(OllamaOptions.builder().numThread(1).build())
                .build();
    }

    @Test
    void anUnknownModelIsToldWithTheCure() {
        try (OllamaClient client = OllamaClient.at(hub.url()).build()) {
            assertThatThrownBy(() -> client.send(
                            QUESTION.toBuilder().model("no-such-model").build()))
                    .isInstanceOf(ModelNotFoundException.class)
                    .hasMessageContaining("ollama pull no-such-model");
        }
    }

    @Test
    void theHubCompletesWhenThePcIsKilledInMidAnswer() throws Exception {
        pc = RealOllama.start(home);
        try (InferenceRouter router = router();
                ChatStream stream = router.chat().stream(LONG_QUESTION)) {
            int events = 0;
            for (ChatEvent event : stream) {
                if (!event.text().isEmpty() && ++events == 5) {
                    pc.kill();
                }
            }
            assertSurvived(stream.reply());
        }
    }

    @Test
    void theHubCompletesWhenThePcFreezesInMidAnswer() throws Exception {
        pc = RealOllama.start(home);
        try (InferenceRouter router = router();
                ChatStream stream = router.chat().stream(LONG_QUESTION)) {
            int events = 0;
            for (ChatEvent event : stream) {
                if (!event.text().isEmpty() && ++events == 5) {
                    pc.freeze();
                }
            }
            assertSurvived(stream.reply());
            pc.wake();
        }
    }

    @Test
    void aColdModelIsWaitedForAndLoadedOnce() throws Exception {
        pc = RealOllama.start(home);
        try (InferenceRouter router = router();
                OllamaClient client = OllamaClient.at(pc.url()).build()) {
            assertThat(client.ps()).isEmpty();

            ChatReply reply = router.chat().send(QUESTION);

            assertThat(reply.route().backend()).isEqualTo("pc");
            assertThat(reply.route().attempts()).hasSize(1);
            assertThat(client.ps()).hasSize(1);
        }
    }

    @Test
    void theHubAnswersWhileThePcLoadsAndThePcAnswersAfterIt() throws Exception {
        pc = RealOllama.start(home);
        try (OllamaClient client = OllamaClient.at(hub.url()).build();
                InferenceRouter router = router(ColdStart.ANSWER_LOCALLY_MEANWHILE, MODEL)) {
            client.load(MODEL, OllamaOptions.builder().numThread(1).build());
            router.refresh(SLOW.multipliedBy(3));

            ChatReply first = router.chat().send(QUESTION);
            assertThat(first.route().backend()).isEqualTo("hub");
            assertThat(first.route().explain()).contains("loading " + MODEL);

            // The load goes on by itself; each further question takes a while, and is answered by whoever is ready.
            ChatReply later = first;
            for (int i = 0; i < 60 && later.route().backend().equals("hub"); i++) {
                later = router.chat().send(QUESTION);
            }
            assertThat(later.route().backend()).isEqualTo("pc");
        }
    }

    @Test
    void aTemplateThatLeavesTheLastTurnOpenIsProvedAndContinued() throws Exception {
        hub.create("continuing", OPEN_TEMPLATE);
        pc = RealOllama.start(home);
        try (InferenceRouter router = router(ColdStart.WAIT, "continuing");
                ChatStream stream = router.chat().stream(LONG_QUESTION)) {
            StringBuilder text = new StringBuilder();
            List<Joint> joints = new ArrayList<>();
            int events = 0;
            for (ChatEvent event : stream) {
                if (!event.text().isEmpty() && ++events == 20) {
                    pc.kill();
                }
                text.append(event.text());
                event.joint().ifPresent(joints::add);
            }
            assertThat(joints).singleElement().matches(Joint::continued);
            assertThat(stream.reply().text()).isEqualTo(text.toString());
            assertSurvived(stream.reply());
        }
    }

    @Test
    void aPromptThatWasCutIsToldOf() {
        try (OllamaClient client = OllamaClient.at(hub.url()).build()) {
            ChatReply reply = client.send(ChatRequest.builder()
                    .model(MODEL)
                    .user("The quick brown fox jumps over the lazy dog. ".repeat(60))
                    .options(o -> o.contextLength(256).maxTokens(1))
                    .extension(OllamaOptions.builder().numThread(1).build())
                    .build());

            assertThat(reply.completion().usage().promptTokens()).hasValue(256);
            assertThat(reply.completion().promptTruncated()).isTrue();
        }
    }

    @Test
    void theTemplateOfAnImportedModelIsFoundClosedAndTheAnswerBeginsAnew() throws Exception {
        pc = RealOllama.start(home);
        try (InferenceRouter router = router();
                ChatStream stream = router.chat().stream(LONG_QUESTION)) {
            List<Joint> joints = new ArrayList<>();
            int events = 0;
            for (ChatEvent event : stream) {
                if (!event.text().isEmpty() && ++events == 20) {
                    pc.kill();
                }
                event.joint().ifPresent(joints::add);
            }
            assertThat(joints).singleElement().matches(joint -> !joint.continued());
            assertSurvived(stream.reply());
        }
    }

    private static void assertSurvived(ChatReply reply) {
        assertThat(reply.route().attempts())
                .extracting(Attempt::outcome)
                .containsExactly(Outcome.FAILED, Outcome.SERVED);
        assertThat(reply.route().backend()).isEqualTo("hub");
        assertThat(reply.text()).isNotBlank();
    }
}
