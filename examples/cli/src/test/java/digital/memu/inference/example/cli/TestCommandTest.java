package digital.memu.inference.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digital.memu.support.JavaProgram.Ended;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestCommandTest extends TwoServers {

    @Test
    void oneAddressStepByStep() {
        Ended result = memu.run("test", pc.url());

        assertThat(result.out())
                .startsWith(pcName() + ":\n  OK: Connected to Ollama 0.32.15.")
                .contains("\n  Models: llama3.2:latest 2.0 GB (loaded)\n");
        assertThat(result.err()).startsWith("Looking up " + pcName() + " ...\nConnecting to ");
        assertThat(result.code()).isZero();
        assertThat(pc.loadsStarted() + pc.generationsStarted()).isZero();
    }

    @Test
    void everythingThatTheSettingsName() {
        Ended result = memu.run("test", "--json");

        JsonNode diagnoses = json(result.out()).path("diagnoses");
        assertThat(diagnoses)
                .extracting(each -> each.path("address").asText())
                .containsExactlyInAnyOrder(pcName(), "127.0.0.1:" + hub.port(), "127.0.0.1:" + photos.port());
        // All of them are this device here, so that one of them cannot be another computer.
        assertThat(diagnoses)
                .extracting(each -> each.path("code").asText())
                .containsExactlyInAnyOrder("SELF", "OK", "OK");
        assertThat(diagnoses.findValuesAsText("severity")).containsExactlyInAnyOrder("FAILURE", "FINE", "FINE");
        assertThat(diagnoses.findValuesAsText("fix")).allMatch(fix -> !fix.isBlank());
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void aServerThatIsOff() {
        pc.goOffline();

        Ended result = memu.run("test", "--json", pc.url());

        JsonNode diagnosis = json(result.out()).path("diagnoses").path(0);
        assertThat(diagnosis.path("code").asText()).isEqualTo("REFUSED");
        assertThat(diagnosis.path("severity").asText()).isEqualTo("FAILURE");
        assertThat(diagnosis.path("fix").asText()).isNotBlank();
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void whatIsNoAddress() {
        Ended result = memu.run("test", "--details", "http://");

        assertThat(result.out()).contains("FAILED: ", "code: URL_INVALID").doesNotContain("\tat ");
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void aModelThatIsMissingIsAWarning() {
        Ended result = memu.run("test", "--model", "mistral", "--json", pc.url());

        JsonNode diagnosis = json(result.out()).path("diagnoses").path(0);
        assertThat(diagnosis.path("code").asText()).isEqualTo("MODEL_MISSING");
        assertThat(diagnosis.path("found").path("models").findValuesAsText("name"))
                .containsExactly("llama3.2:latest");
        assertThat(result.code()).isZero();
    }

    @Test
    void anImmichMlByItsNameAndItsModelsByTheirs() {
        Ended result = memu.run("test", "--service", "immich ml", photos.url());
        Ended missing = memu.run("test", "--service", "Immich ML", "--model", "buffalo_xxl", "--details", photos.url());

        assertThat(result.out()).startsWith("127.0.0.1:" + photos.port() + ":\n  OK: Connected to Immich ML");
        assertThat(result.code()).isZero();
        assertThat(missing.out()).contains("WARNING: ", "\u201cbuffalo_xxl\u201d", "code: MODEL_MISSING");
        assertThat(photos.loadsStarted()).isZero();
    }

    @Test
    void anImmichMlIsNotAskedForTheModelOfEveryOllama() {
        Ended result = memu.run("test", "--model", "mistral", "--json");

        assertThat(json(result.out()).path("diagnoses"))
                .extracting(each -> each.path("code").asText())
                .containsExactlyInAnyOrder("SELF", "MODEL_MISSING", "OK");
    }

    @Test
    void aServiceIsSomethingAtAnAddress() {
        Ended without = memu.run("test", "--service", "Ollama");
        Ended unknown = memu.run("test", "--service", "LM Studio", pc.url());

        assertThat(without.err()).isEqualTo("--service says what is at an address: give one, or neither.\n");
        assertThat(unknown.err()).contains("Known are: ").contains("Ollama").contains("Immich ML");
        assertThat(without.code()).isEqualTo(unknown.code()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.1.50, Ollama",
        "192.168.1.50:3003, Immich ML",
        "http://tower:3003/, Immich ML",
        "http://tower, Ollama",
        "'http://', Ollama"
    })
    void whatIsAtAnAddressIsKnownByItsPort(String address, String service) {
        assertThat(Services.at(address)).isEqualTo(service);
    }
}
