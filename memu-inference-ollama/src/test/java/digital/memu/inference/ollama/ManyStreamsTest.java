package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two hundred answers at once are all whole, and leave neither thread nor connection behind. */
class ManyStreamsTest {

    private static final int STREAMS = 200;
    private static final String ANSWER =
            "one two three four five six seven eight nine ten ".repeat(4).strip();

    @Test
    void allCompleteAndNothingIsLeft() throws Exception {
        assertThat(LibraryThreads.alive()).as("of earlier tests").isEmpty();
        ExecutorService callers = Executors.newFixedThreadPool(STREAMS);
        try (OllamaSimulator pc = OllamaSimulator.builder()
                .model(SimulatedModel.named("llama3.2").build())
                .answer(ANSWER)
                .slots(STREAMS)
                .build()) {
            int threadsAtMost = 0;
            try (InferenceRouter router = InferenceRouter.builder()
                    .backend(OllamaBackend.at(pc.url())
                            .named("pc")
                            .model("llama3.2")
                            .build())
                    .policy(RoutingPolicy.builder()
                            .concurrency(STREAMS, Duration.ZERO)
                            .build())
                    // So many at once keep each other waiting for longer than a server may.
                    .time(new ManualClock())
                    .build()) {
                List<Future<String>> answers = new ArrayList<>();
                for (int i = 0; i < STREAMS; i++) {
                    answers.add(callers.submit(
                            () -> router.chat().send(ChatRequest.of("Count.")).text()));
                }
                for (Future<String> answer : answers) {
                    assertThat(answer.get(180, TimeUnit.SECONDS)).isEqualTo(ANSWER);
                    threadsAtMost = Math.max(threadsAtMost, LibraryThreads.now());
                }
            }

            assertThat(threadsAtMost).isLessThanOrEqualTo(40);
            assertThat(LibraryThreads.alive()).isEmpty();
            assertThat(pc.awaitOpenConnections(0, Duration.ofSeconds(60))).isTrue();
        } finally {
            callers.shutdownNow();
        }
    }
}
