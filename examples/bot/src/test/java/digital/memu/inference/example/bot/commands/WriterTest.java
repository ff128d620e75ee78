package digital.memu.inference.example.bot.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.example.bot.talk.Answer;
import digital.memu.inference.failure.AllBackendsFailedException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.ollama.OllamaBackend;
import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.inference.route.Rescue;
import digital.memu.inference.route.RoutingPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriterTest {

    private final OllamaSimulator pc = server("one two three four five six seven eight");
    private final OllamaSimulator hub = server("eins zwei drei vier fünf sechs sieben acht neun zehn");
    private final List<String> shown = new ArrayList<>();

    private static OllamaSimulator server(String answer) {
        return OllamaSimulator.builder()
                .model(SimulatedModel.named("llama3.2").loaded().build())
                .answer(answer)
                .build();
    }

    private InferenceRouter router(Rescue rescue) {
        return InferenceRouter.builder()
                .policy(RoutingPolicy.builder().rescue(rescue).build())
                .backend(OllamaBackend.at(pc.url())
                        .named("pc")
                        .external()
                        .model("llama3.2")
                        .build())
                .backend(OllamaBackend.at(hub.url())
                        .named("local")
                        .local()
                        .model("llama3.2")
                        .build())
                .build();
    }

    @AfterEach
    void close() {
        pc.close();
        hub.close();
    }

    private Answer write(InferenceRouter router) {
        return new Writer(router).write(ChatRequest.of("Count."), shown::add);
    }

    @Test
    void theTextIsShownWhileItGrows() {
        try (InferenceRouter router = router(Rescue.CONTINUE)) {
            assertThat(write(router)).isEqualTo(Answer.ofModel("one two three four five six seven eight"));
        }
        assertThat(shown).hasSizeGreaterThan(5).last().isEqualTo("one two three four five six seven eight");
    }

    @Test
    void anAnswerThatBeginsAnewIsNotSeenToShrink() {
        pc.next(Fault.cutAfterEvents(5));
        try (InferenceRouter router = router(Rescue.RESTART)) {
            assertThat(write(router))
                    .isEqualTo(Answer.ofModel("eins zwei drei vier fünf sechs sieben acht neun zehn")
                            .withNote("finished on this hub"));
        }
        for (int i = 1; i < shown.size(); i++) {
            assertThat(shown.get(i)).hasSizeGreaterThan(shown.get(i - 1).length());
        }
    }

    @Test
    void whatNobodyFinishesIsShownAsFarAsItCame() {
        pc.next(Fault.cutAfterEvents(5));
        hub.goOffline();
        try (InferenceRouter router = router(Rescue.CONTINUE)) {
            Answer answer = write(router);

            assertThat(answer.text()).startsWith("one two");
            assertThat(answer.note()).startsWith("broken off here: pc: ").contains("this hub: ");
        }
    }

    @Test
    void withoutAWordItFails() {
        pc.goOffline();
        hub.goOffline();
        try (InferenceRouter router = router(Rescue.CONTINUE)) {
            assertThatThrownBy(() -> write(router))
                    .isInstanceOfSatisfying(
                            AllBackendsFailedException.class,
                            failure -> assertThat(Apology.of(failure, router.status()))
                                    .startsWith(
                                            "❌ No AI can answer now (pc: connecting: connection refused; this hub: ")
                                    .contains("/ai test")
                                    .hasLineCount(1));
        }
    }

    @Test
    void switchedOffItSaysSo() {
        try (InferenceRouter router = InferenceRouter.from(InferenceSettings.of(Map.of("AI_ENABLED", "false")))) {
            assertThatThrownBy(() -> write(router))
                    .isInstanceOfSatisfying(
                            InferenceException.class,
                            failure -> assertThat(Apology.of(failure, router.status()))
                                    .isEqualTo(
                                            "❌ AI is switched off here: whoever looks after this hub can set AI_ENABLED=true."));
        }
    }

    @Test
    void nobodyWritesWithoutEnd() {
        try (OllamaSimulator endless = server("word ".repeat(20_000));
                InferenceRouter router = InferenceRouter.builder()
                        .backend(OllamaBackend.at(endless.url())
                                .model("llama3.2")
                                .build())
                        .build()) {
            Answer answer = write(router);

            assertThat(answer.text()).hasSize(Writer.LONGEST);
            assertThat(answer.note()).isEqualTo("cut here: the answer was too long");
            assertThat(endless.awaitOpenConnections(0, Duration.ofSeconds(30))).isTrue();
        }
    }

    @Test
    void anEmptyAnswerIsSaidToBeOne() {
        try (OllamaSimulator mute = server(" \n ");
                InferenceRouter router = InferenceRouter.builder()
                        .backend(OllamaBackend.at(mute.url()).model("llama3.2").build())
                        .build()) {
            assertThat(write(router).text()).startsWith("The AI answered nothing at all.");
        }
    }
}
