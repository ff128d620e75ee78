package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.health.DiagnosisCode;
import digital.memu.inference.setup.ConnectionTest;
import digital.memu.inference.setup.Diagnosis;
import digital.memu.inference.testing.ManualClock;
import digital.memu.support.RealSynapse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A connection test of a real server of another kind: the hub's own chat, taken for its AI. */
@Timeout(600)
class RealSynapseTest {

    @Test
    void aHomeserverIsNotTakenForOllama(@TempDir Path home) throws Exception {
        try (RealSynapse synapse = RealSynapse.start(home);
                ConnectionTest test = ConnectionTest.of(synapse.url().toString())
                        .time(new ManualClock())
                        .build()) {
            Diagnosis diagnosis = test.run();

            assertThat(diagnosis.code()).as(diagnosis.toString()).isEqualTo(DiagnosisCode.NOT_JSON);
            assertThat(diagnosis.found()).isEmpty();
        }
    }
}
