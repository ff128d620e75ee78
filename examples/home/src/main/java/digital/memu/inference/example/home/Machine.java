package digital.memu.inference.example.home;

import digital.memu.inference.immich.testing.ImmichMlSimulator;
import digital.memu.inference.immich.testing.SimulatedLine;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import java.time.Duration;
import java.util.List;

/** A simulated computer with Ollama and Immich's machine learning: real sockets, real protocols, made-up answers. */
final class Machine implements AutoCloseable {

    static final String MODEL = "llama3.2";

    final OllamaSimulator ollama;
    final ImmichMlSimulator photos;

    /** One that says who it is, in answers and in photos. */
    Machine(String name, Duration pace) {
        this.ollama = OllamaSimulator.builder()
                .model(SimulatedModel.named(MODEL).size(2_000_000_000L).loaded().build())
                .answer("Air scatters blue light the most, so the sky is blue, says the " + name + ".")
                .tokenDelay(pace)
                .build();
        this.photos = ImmichMlSimulator.builder()
                .text(photo -> List.of(SimulatedLine.of("seen by the " + name, 10, 10, 200, 40)))
                .runTime(pace)
                .build();
    }

    /** Switches it off: its connections end, new ones are refused. */
    void off() {
        ollama.goOffline();
        photos.offline();
    }

    void on() {
        ollama.comeBack();
        photos.online();
    }

    @Override
    public void close() {
        ollama.close();
        photos.close();
    }
}
