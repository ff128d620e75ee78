package digital.memu.inference.example.bot.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.ollama.OllamaBackend;
import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PC that dies in mid-answer while the homeserver is away, too. */
class TwoDeathsTest {

    private static final String ROOM = "!room:x";
    private static final String ANSWER = "word ".repeat(60).strip();

    @TempDir
    Path folder;

    private static OllamaSimulator simulator() {
        return OllamaSimulator.builder()
                .model(SimulatedModel.named("llama3.2").loaded().build())
                .answer(ANSWER)
                .build();
    }

    @Test
    void theHubFinishesTheMessageThatIsThere() {
        try (FakeHomeserver homeserver = new FakeHomeserver();
                OllamaSimulator pc = simulator();
                OllamaSimulator hub = simulator();
                InferenceRouter router = InferenceRouter.builder()
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
                RunningBot bot = RunningBot.start(homeserver.url(), FakeHomeserver.TOKEN, folder, router)) {
            pc.next(Fault.stallAfterEvents(20));
            homeserver.await(() -> homeserver.requests("GET /_matrix/client/v3/sync") >= 2);
            homeserver.says(ROOM, "@mum:x", "/ask a lot");
            homeserver.await(() -> !homeserver.texts(ROOM).isEmpty());
            homeserver.stop();
            homeserver.await(() -> !bot.isInTouch());
            pc.goOffline();
            assertThat(hub.awaitGenerations(1, Duration.ofSeconds(60))).isTrue();
            homeserver.start();
            homeserver.await(() -> homeserver.texts(ROOM).get(0).endsWith("(finished on this hub)"));
            homeserver.says(ROOM, "@mum:x", "/help");
            homeserver.await(() -> homeserver.texts(ROOM).size() == 2);

            assertThat(homeserver.texts(ROOM)).first().isEqualTo(ANSWER + "\n\n(finished on this hub)");
        }
    }
}
