package digital.memu.inference.example.bot.matrix;

import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.support.RealOllama;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A PC that writes long answers and can be switched off: with a real Ollama where there is one, else simulated. */
final class Pc implements AutoCloseable {

    private final String url;
    private final String model;
    private final Runnable kill;

    private Pc(String url, String model, Runnable kill) {
        this.url = url;
        this.model = model;
        this.kill = kill;
    }

    static Pc start(Path folder) throws IOException, InterruptedException {
        if (RealOllama.isThere()) {
            RealOllama ollama = RealOllama.start(folder);
            // So it repeats itself, always in the same way, and comes to no end.
            ollama.create("smollm2", "PARAMETER temperature 0\nPARAMETER repeat_penalty 1.0\n");
            return new Pc(ollama.url(), "smollm2", ollama::close);
        }
        OllamaSimulator simulator = OllamaSimulator.builder()
                .model(SimulatedModel.named("llama3.1").loaded().build())
                .answer("They talk and talk. ".repeat(200))
                .tokenDelay(Duration.ofMillis(20))
                .build();
        return new Pc(simulator.url(), "llama3.1", simulator::close);
    }

    String url() {
        return url;
    }

    /** As the status shows it. */
    String address() {
        return url.substring("http://".length());
    }

    String model() {
        return model;
    }

    void kill() {
        kill.run();
    }

    @Override
    public void close() {
        kill();
    }
}
