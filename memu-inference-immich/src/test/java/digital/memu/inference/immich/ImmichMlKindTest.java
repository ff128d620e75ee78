package digital.memu.inference.immich;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.health.DiagnosisCode;
import digital.memu.inference.immich.testing.Fault;
import digital.memu.inference.immich.testing.Generation;
import digital.memu.inference.immich.testing.ImmichMlSimulator;
import digital.memu.inference.immich.testing.SimulatedMlModel;
import digital.memu.inference.setup.ConnectionTest;
import digital.memu.inference.setup.Diagnosis;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a connection test makes of Immich's machine learning, and of what is taken for it. */
class ImmichMlKindTest {

    private ImmichMlSimulator service = ImmichMlSimulator.builder().build();

    @AfterEach
    void close() {
        service.close();
    }

    private Diagnosis test(String model) {
        return test(model, Locale.ENGLISH);
    }

    private Diagnosis test(String model, Locale language) {
        try (ConnectionTest test = ConnectionTest.of(service.url())
                .service("immich ml")
                .model(model)
                .locale(language)
                .build()) {
            return test.run();
        }
    }

    private void generation(Generation generation) {
        service.close();
        service = ImmichMlSimulator.builder().generation(generation).build();
    }

    @ParameterizedTest
    @CsvSource({"LENIENT, 3.2-or-older", "STRICT, 3.3-or-newer"})
    void itIsThere(Generation generation, String version) {
        generation(generation);

        Diagnosis diagnosis = test("");

        assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.OK);
        assertThat(diagnosis.sentence()).isEqualTo("Connected to Immich ML " + version + ".");
        assertThat(service.loadsStarted()).as("nothing is loaded").isZero();
    }

    @ParameterizedTest
    @CsvSource({"ViT-B-32__openai", "buffalo_l", "PP-OCRv5_mobile"})
    void itKnowsTheModel(String model) {
        assertThat(test(model).code()).isEqualTo(DiagnosisCode.OK);
        assertThat(service.runsStarted()).isZero();
    }

    @Test
    void itDoesNotKnowTheModel() {
        Diagnosis diagnosis = test("ViT-B-32-openai");

        assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.MODEL_MISSING);
        assertThat(diagnosis.sentence()).contains("does not know a model named “ViT-B-32-openai”");
        assertThat(diagnosis.repair()).isEmpty();
    }

    @Test
    void itAnswersAPingAndUnderstandsNoRequest() {
        service.always("/predict", Fault.detail(422, "Field required"));

        Diagnosis diagnosis = test("");

        assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.ML_VERSION_DIFF);
        assertThat(diagnosis.fix()).startsWith("Bring Immich ML to the version of Immich.");
        assertThat(test("", Locale.GERMAN).fix()).startsWith("Bringen Sie Immich ML");
    }

    @Test
    void itIsALoginPage() {
        service.always("/", Fault.loginPage());

        assertThat(test("").code()).isEqualTo(DiagnosisCode.NOT_JSON);
    }

    @Test
    void itIsOllama() {
        service.always("/", Fault.status(200, "text/plain; charset=utf-8", "Ollama is running"));

        Diagnosis diagnosis = test("");

        assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.WRONG_SERVICE);
        assertThat(diagnosis.sentence()).isEqualTo("That is Ollama, not Immich ML.");
        assertThat(diagnosis.fix()).isEqualTo("Swap the two addresses.");
    }

    @Test
    void itIsImmichItself() {
        service.always("/", Fault.status(200, "text/html", "<html><title>Immich</title>"));

        Diagnosis diagnosis = test("");

        assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.WRONG_SERVICE);
        assertThat(diagnosis.fix()).contains("usually 3003");
    }

    @Test
    void allServersOfTheSettingsAreLookedAt() {
        InferenceSettings settings = InferenceSettings.of(Map.of(
                "OLLAMA_LOCAL_HOST", "http://127.0.0.1:1",
                "MACHINE_LEARNING_LOCAL_URL", service.url(),
                "MACHINE_LEARNING_URL", "http://127.0.0.1:1"));
        try (var tests = ConnectionTest.all(settings)
                .each(test -> test.locale(Locale.ENGLISH))
                .build()) {
            List<Diagnosis> found = tests.run();

            assertThat(found)
                    .extracting(Diagnosis::code)
                    .containsExactlyInAnyOrder(DiagnosisCode.REFUSED, DiagnosisCode.SELF, DiagnosisCode.OK);
        }
    }

    @Test
    void aModelThatIsOnlyKnownToNewerOnesIsFoundThere() {
        service.install(SimulatedMlModel.text("PP-OCRv6_small").build());

        assertThat(test("PP-OCRv6_small").code()).isEqualTo(DiagnosisCode.OK);
    }
}
