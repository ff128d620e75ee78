package digital.memu.inference.example.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThatThrownBy;

import digital.memu.inference.immich.testing.ImmichMlSimulator;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.support.JavaProgram.Ended;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A house without photos: that its Immich ML is not there, which nobody has set, is no failure. Nor is it of one without Ollama. */
class NothingNamedTest {

    @TempDir
    Path folder;

    @BeforeEach
    void nobodyIsAtTheUsualPlaces() {
        for (int port : new int[] {3003, 11434}) {
            assumeThatThrownBy(() -> new Socket("127.0.0.1", port).close()).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void ollamaAlone() {
        try (OllamaSimulator hub = TwoServers.server("Hello.")) {
            MemuProcess memu = new MemuProcess(folder).with("OLLAMA_LOCAL_HOST", hub.url());

            Ended status = memu.run("status");
            Ended test = memu.run("test");
            Ended json = memu.run("test", "--json");

            assertThat(status.out()).endsWith("\n  Status: Running\n\nImmich ML: Local\n  Status: Not running\n");
            assertThat(status.code()).isZero();
            assertThat(test.out())
                    .startsWith("127.0.0.1:" + hub.port() + ":\n  OK: ")
                    .doesNotContain("Immich");
            assertThat(test.err())
                    .endsWith("Left out immich-machine-learning:3003: it is not there, and no setting says it should"
                            + " be.\n");
            assertThat(test.code()).isZero();
            assertThat(TwoServers.json(json.out()).path("diagnoses")).hasSize(1);
            assertThat(json.err()).isEmpty();
        }
    }

    @Test
    void photosAlone() {
        try (ImmichMlSimulator hub = ImmichMlSimulator.builder().build()) {
            MemuProcess memu =
                    new MemuProcess(folder).with("OLLAMA_MODEL", "").with("MACHINE_LEARNING_LOCAL_URL", hub.url());

            assertThat(memu.run("status").code()).isZero();
            assertThat(memu.run("test").out())
                    .contains("OK: Connected to Immich ML")
                    .doesNotContain("Ollama");
        }
    }

    @Test
    void nobodyAtAll() {
        MemuProcess memu = new MemuProcess(folder).with("OLLAMA_MODEL", "");

        Ended test = memu.run("test");

        assertThat(memu.run("status").code()).isEqualTo(1);
        assertThat(test.out()).contains("Start Ollama on this device.", "Start Immich ML on this device.");
        assertThat(test.code()).isEqualTo(1);
    }
}
