package digital.memu.inference.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.support.JavaProgram.Ended;
import org.junit.jupiter.api.Test;

class ModelsCommandTest extends TwoServers {

    @Test
    void nameSizeAndWhetherItIsLoaded() {
        hub.goOffline();
        pc.install(SimulatedModel.named("nomic-embed-text").embedding(768).build());

        Ended result = memu.run("models");

        assertThat(result.out().lines().limit(3))
                .containsExactlyInAnyOrder(
                        pcName() + ":",
                        "  llama3.2:latest          2.0 GB  loaded, 100 % on the graphics card",
                        "  nomic-embed-text:latest  274 MB");
        assertThat(result.out()).contains("\nlocal (127.0.0.1:" + hub.port() + "):\n  http://127.0.0.1:", "refused");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(pc.loadsStarted()).isZero();
    }

    @Test
    void asJson() {
        pc.goOffline();

        Ended result = memu.run("models", "--json");

        JsonNode servers = json(result.out()).path("servers");
        assertThat(servers.findValuesAsText("answered")).containsExactly("false", "true");
        assertThat(servers.path(0).path("error").asText()).contains("refused");
        JsonNode model = servers.path(1).path("models").path(0);
        assertThat(model.path("name").asText()).isEqualTo("llama3.2:latest");
        assertThat(model.path("sizeBytes").asLong()).isEqualTo(2_019_393_189L);
        assertThat(model.path("loaded").asBoolean()).isTrue();
        assertThat(model.path("gpuShare").asDouble()).isEqualTo(1);
        assertThat(result.code()).isZero();
    }

    @Test
    void nobodyTells() {
        pc.goOffline();
        hub.goOffline();

        assertThat(memu.run("models").code()).isEqualTo(1);
    }
}
