package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.chat.Joint;
import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server dies in mid-answer, and another one goes on where it ended. */
class ContinueTest {

    private static final String TEXT = "The three primary colours are red, green and blue, as every painter will deny.";
    private static final ChatRequest QUESTION = ChatRequest.of("Which colours are primary?");

    /** A day where nothing is waited for: this machine may be slow. */
    private static final RoutingPolicy POLICY = RoutingPolicy.builder()
            .timeouts(t -> t.resolve(Duration.ofDays(1))
                    .connect(Duration.ofDays(1))
                    .probe(Duration.ofDays(1))
                    .stall(Duration.ofDays(1))
                    .firstEvent(Duration.ofDays(1))
                    .warmFirstEvent(Duration.ofDays(1))
                    .total(Duration.ofDays(1)))
            .build();

    private final ManualClock clock = new ManualClock();
    private final PatientTime time = new PatientTime(clock);
    private final OllamaSimulator pc = simulator(SimulatedModel.named("big").build());
    private OllamaSimulator hub = simulator(SimulatedModel.named("small").build());

    private static OllamaSimulator simulator(SimulatedModel model) {
        return OllamaSimulator.builder().model(model).answer(TEXT).build();
    }

    @AfterEach
    void close() {
        pc.close();
        hub.close();
    }

    private InferenceRouter router() {
        return InferenceRouter.builder()
                .backend(OllamaBackend.at(pc.url()).named("pc").model("big").build())
                .backend(OllamaBackend.at(hub.url())
                        .named("hub")
                        .local()
                        .model("small")
                        .build())
                .policy(POLICY)
                .time(clock)
                .build();
    }

    private static List<ChatEvent> events(ChatStream stream) {
        List<ChatEvent> events = new ArrayList<>();
        stream.forEach(events::add);
        return events;
    }

    private static String text(List<ChatEvent> events) {
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append(event.text()));
        return text.toString();
    }

    private static List<Joint> joints(List<ChatEvent> events) {
        return events.stream().flatMap(event -> event.joint().stream()).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 7, 8, 9, 10, 11, 12})
    void theTextGoesOnAndOneJointTellsSo(int events) {
        warm();
        pc.next(Fault.cutAfterEvents(events));
        try (InferenceRouter router = router();
                ChatStream stream = router.chat().stream(QUESTION)) {
            List<ChatEvent> seen = events(stream);

            assertThat(text(seen)).isEqualTo(TEXT);
            assertThat(joints(seen)).singleElement().satisfies(joint -> {
                assertThat(joint.continued()).isTrue();
                assertThat(joint.from()).isEqualTo("pc");
                assertThat(joint.to()).isEqualTo("hub");
            });
            assertThat(stream.reply().text()).isEqualTo(TEXT);
        }
    }

    private void warm() {
        // Both are loaded: what happens to a cold one is another test's story.
        for (OllamaSimulator server : List.of(pc, hub)) {
            try (OllamaClient client = OllamaClient.at(server.url()).time(clock).build()) {
                client.load(client.tags().get(0).name());
            }
        }
    }

    @Test
    void sendNeverShowsTheJoint() {
        warm();
        pc.next(Fault.cutAfterEvents(8));
        try (InferenceRouter router = router()) {
            ChatReply reply = router.chat().send(QUESTION);
            assertThat(reply.text()).isEqualTo(TEXT);
            assertThat(reply.route().attempts()).hasSize(2);
        }
    }

    @Test
    void theHubIsAskedWithTheTextSoFarAndNoWhitespaceAtItsEnd() {
        warm();
        pc.next(Fault.cutAfterEvents(8));
        try (InferenceRouter router = router()) {
            router.chat().send(QUESTION);
        }
        String asked = hub.requests("/api/chat")
                .get(hub.requests("/api/chat").size() - 1)
                .body();
        assertThat(asked)
                .contains("\"role\":\"assistant\"")
                .contains("The three primary colours")
                .doesNotContain(" \"}]");
    }

    @Test
    void aServerThatRepeatsTheTextFirstIsNotHeardTwice() {
        hub.close();
        hub = simulator(SimulatedModel.named("small").nativeTemplate().build());
        warm();
        pc.next(Fault.cutAfterEvents(8));
        try (InferenceRouter router = router()) {
            List<ChatEvent> seen = events(router.chat().stream(QUESTION));
            assertThat(text(seen)).isEqualTo(TEXT);
            assertThat(joints(seen)).singleElement().matches(Joint::continued);
        }
    }

    @Test
    void aModelThatClosesItsTurnsAnswersAnew() {
        hub.close();
        hub = simulator(SimulatedModel.named("small").closedTemplate().build());
        warm();
        pc.next(Fault.cutAfterEvents(8));
        try (InferenceRouter router = router();
                ChatStream stream = router.chat().stream(QUESTION)) {
            List<ChatEvent> seen = events(stream);
            assertThat(joints(seen)).singleElement().matches(joint -> !joint.continued());
            assertThat(stream.reply().text()).isEqualTo(TEXT);
            assertThat(text(seen))
                    .as("a restart begins with the first word")
                    .endsWith(TEXT)
                    .isNotEqualTo(TEXT);
        }
    }

    @Test
    void theProofIsAskedForOnceAndNeverWithThePrompt() {
        warm();
        try (InferenceRouter router = router()) {
            for (int i = 0; i < 3; i++) {
                pc.next(Fault.cutAfterEvents(8));
                assertThat(router.chat().send(QUESTION).text()).isEqualTo(TEXT);
                time.until(CompletableFuture.runAsync(() -> router.refresh(Duration.ofDays(1))));
            }
        }
        assertThat(hub.requests("/api/chat").stream().filter(r -> r.body().contains("_debug_render_only")))
                .singleElement()
                .satisfies(request -> assertThat(request.body()).doesNotContain("Which colours"));
    }

    @Test
    void aShortBeginningIsNotWorthIt() {
        warm();
        pc.next(Fault.cutAfterEvents(2));
        try (InferenceRouter router = router();
                ChatStream stream = router.chat().stream(QUESTION)) {
            assertThat(joints(events(stream))).singleElement().matches(joint -> !joint.continued());
            assertThat(stream.reply().text()).isEqualTo(TEXT);
        }
    }

    @Test
    void anOnlyServerIsAskedToGoOnOnceItAnswersAgain() {
        warm();
        pc.next(Fault.cutAfterEvents(8));
        try (InferenceRouter router = InferenceRouter.builder()
                        .backend(OllamaBackend.at(pc.url())
                                .named("pc")
                                .model("big")
                                .build())
                        .policy(POLICY)
                        .time(clock)
                        .build();
                ChatStream stream = router.chat().stream(QUESTION)) {
            List<ChatEvent> seen = time.until(CompletableFuture.supplyAsync(() -> events(stream)));
            assertThat(text(seen)).isEqualTo(TEXT);
            assertThat(joints(seen)).singleElement().satisfies(joint -> {
                assertThat(joint.continued()).isTrue();
                assertThat(joint.to()).isEqualTo("pc");
            });
        }
    }
}
