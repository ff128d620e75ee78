package digital.memu.inference.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digital.memu.support.JavaProgram.Ended;
import org.junit.jupiter.api.Test;

class StatusCommandTest extends TwoServers {

    @Test
    void bothAreWell() {
        Ended result = memu.run("status");

        assertThat(result.out()).isEqualTo("""
                        **AI Configuration**
                        Ollama: External (%s)
                          Model: llama3.2
                          Status: Connected

                        Immich ML: Local
                          Status: Running
                        """.formatted(pcName()));
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(pc.generationsStarted() + pc.loadsStarted() + photos.loadsStarted())
                .isZero();
    }

    @Test
    void theHubStandsInForOneThatIsOff() {
        pc.goOffline();

        Ended result = memu.run("status");

        assertThat(result.out()).contains("Status: Not reachable, using this hub (slower)");
        assertThat(result.code()).isZero();
    }

    @Test
    void nobodyIsWell() {
        pc.goOffline();
        hub.goOffline();

        Ended result = memu.run("status", "--json");

        assertThat(json(result.out()).findValuesAsText("state")).containsExactly("DOWN", "DOWN", "UP");
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void asJson() {
        Ended result = memu.run("status", "--json");

        JsonNode backends = json(result.out()).path("backends");
        assertThat(backends.findValuesAsText("name")).containsExactly(pcName(), "local", "local-photos");
        assertThat(backends.findValuesAsText("state")).containsExactly("UP", "UP", "UP");
        assertThat(backends.path(0).path("inForce").asBoolean()).isTrue();
        assertThat(result.code()).isZero();
    }

    @Test
    void photosThatASettingNamesAreMissed() {
        photos.offline();

        Ended result = memu.run("status");

        assertThat(result.out()).endsWith("\n\nImmich ML: Local\n  Status: Not running\n");
        assertThat(result.code()).isEqualTo(1);
    }
}
