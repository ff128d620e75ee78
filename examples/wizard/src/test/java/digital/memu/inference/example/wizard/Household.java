package digital.memu.inference.example.wizard;

import digital.memu.inference.example.wizard.page.Restart;
import digital.memu.inference.immich.testing.ImmichMlSimulator;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.OllamaSimulatorBuilder;
import digital.memu.inference.ollama.testing.SimulatedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Two computers with both services, a file of settings, and the page. */
final class Household implements AutoCloseable {

    final Path file;
    final OllamaSimulator pc;
    final ImmichMlSimulator photos = ImmichMlSimulator.builder().build();
    private final OllamaSimulator hub = computer().build();
    private final ImmichMlSimulator hubPhotos = ImmichMlSimulator.builder().build();
    final Wizard wizard;

    private Household(Path file, OllamaSimulator pc, int testsPerMinute, boolean thisDeviceToo) {
        this.file = file;
        this.pc = pc;
        Map<String, String> environment =
                Map.of("OLLAMA_LOCAL_HOST", hub.url(), "MACHINE_LEARNING_LOCAL_URL", hubPhotos.url());
        this.wizard = Wizard.start(new Options(
                file,
                "127.0.0.1",
                0,
                "",
                Set.of(),
                Restart.compose("intelligence"),
                environment,
                testsPerMinute,
                thisDeviceToo));
    }

    /** One in which "another computer" may be this one, as the simulators are. */
    static Household in(Path folder) {
        return new Household(folder.resolve(".env"), computer().build(), 1_000, true);
    }

    /** One as it is in earnest. */
    static Household inEarnest(Path folder) {
        return new Household(folder.resolve(".env"), computer().build(), Options.TESTS_PER_MINUTE, false);
    }

    static OllamaSimulatorBuilder computer() {
        return OllamaSimulator.builder()
                .model(SimulatedModel.named("llama3.2").size(2_000_000_000L).build())
                .model(SimulatedModel.named("qwen2.5:7b")
                        .size(4_700_000_000L)
                        .loaded()
                        .build())
                .pullable(SimulatedModel.named("mistral").size(4_100_000_000L).build());
    }

    String url() {
        return wizard.url();
    }

    String settings() {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        wizard.close();
        pc.close();
        photos.close();
        hub.close();
        hubPhotos.close();
    }
}
