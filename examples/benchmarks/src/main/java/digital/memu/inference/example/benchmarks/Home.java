package digital.memu.inference.example.benchmarks;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.ollama.OllamaBackend;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import java.time.Duration;

/** The house in which all is measured: a hub here, and perhaps a gaming PC on a second host. */
final class Home implements AutoCloseable {

    static final String MODEL = "llama3.2";
    static final String PC_TEXT = "The quick brown fox jumps over the lazy dog and runs on into the dark green wood.";
    static final ChatRequest QUESTION =
            ChatRequest.builder().model(MODEL).user("Hello?").build();

    private static final Duration TOKEN = Duration.ofMillis(15);

    final OllamaSimulator hub = simulator(PC_TEXT);
    final SecondHost pc;

    Home(SecondHost pc) {
        this.pc = pc;
    }

    static OllamaSimulator simulator(String text) {
        return OllamaSimulator.builder()
                .model(SimulatedModel.named(MODEL).loaded().build())
                .answer(text)
                .tokenDelay(TOKEN)
                .slots(16)
                .build();
    }

    /** A router that knows nothing yet. */
    InferenceRouter router() {
        return builder().build();
    }

    /** The same, for one with more to it. */
    InferenceRouter.Builder builder() {
        return InferenceRouter.builder()
                .backend(OllamaBackend.at(pc.url())
                        .named("gaming-pc")
                        .model(MODEL)
                        .build())
                .backend(OllamaBackend.at(hub.url())
                        .named("hub")
                        .local()
                        .model(MODEL)
                        .build());
    }

    @Override
    public void close() {
        hub.close();
    }
}
