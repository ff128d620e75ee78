package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.backend.ServerKind.Place;
import digital.memu.inference.backend.Visit;
import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.health.DiagnosisCode;
import digital.memu.inference.health.FoundModel;
import digital.memu.inference.health.FoundService;
import digital.memu.inference.health.GpuEvidence.Level;
import digital.memu.inference.route.Tier;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Ollama's answers mean to a connection test. */
class OllamaKindTest {

    private final OllamaKind kind = new OllamaKind();
    private final Site site = new Site().with("/api/version", "{\"version\":\"0.32.15\"}");
    private final FoundService ollama = FoundService.named("Ollama");

    @ParameterizedTest
    @CsvSource({
        "0.32.15,false",
        "0.17.1,false",
        "0.17.0,true",
        "0.17.1-rc2,true",
        "0.9.6,true",
        "0.0.0,false",
        "mine,false"
    })
    void versionsWithAKnownHoleAreToldOf(String version, boolean old) {
        FoundService found = kind.identify(site.with("/api/version", "{\"version\":\"" + version + "\"}"))
                .orElseThrow();

        assertThat(found.version()).hasValue(version);
        assertThat(found.concerns()).isEqualTo(old ? List.of(DiagnosisCode.VERSION_OLD) : List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"version\":7}", "[]", "<html>", "", "{\"message\":\"Immich ML\"}"})
    void whatTellsNoVersionIsNotOllama(String answer) {
        assertThat(kind.identify(site.with("/api/version", answer))).isEmpty();
    }

    @Test
    void anErrorIsNotOllama() {
        assertThat(kind.identify(site.with("/api/version", 404, "{\"version\":\"0.1\"}")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Open WebUI</html>", "{\"detail\":\"Not Found\"}", "{\"data\":[]}"})
    void aVersionAloneProvesNothing(String tags) {
        assertThat(kind.inspect(ollama, site.with("/api/tags", tags))).isEmpty();
    }

    @Test
    void itsModels() {
        site.with(
                "/api/tags",
                "{\"models\":[{\"name\":\"llama3.2:latest\",\"size\":2019393189},{\"model\":\"big:70b\"},"
                        + "{\"name\":\"alias\",\"remote_host\":\"https://ollama.com:443\",\"size\":384}]}");
        site.with(
                "/api/ps",
                "{\"models\":[{\"name\":\"llama3.2:latest\",\"size\":400,\"size_vram\":100},"
                        + "{\"name\":\"big:70b\",\"size\":0,\"size_vram\":0}]}");

        FoundService found = kind.inspect(ollama, site).orElseThrow();

        assertThat(found.models())
                .extracting(FoundModel::toString)
                .containsExactly("llama3.2:latest (loaded)", "big:70b (loaded)", "alias (elsewhere)");
        assertThat(found.models().get(0).size()).hasValue(2_019_393_189L);
        assertThat(found.models().get(0).gpuShare()).hasValue(0.25);
        assertThat(found.models().get(1).gpuShare()).isEmpty();
        assertThat(found.gpu().level()).isEqualTo(Level.IN_USE);
        assertThat(found.gpu().share()).hasValue(0.25);
    }

    @Test
    void withoutTheListOfLoadedModelsTheRestIsKnown() {
        FoundService found = kind.inspect(ollama, site.with("/api/tags", "{\"models\":null}"))
                .orElseThrow();

        assertThat(found.models()).isEmpty();
        assertThat(found.gpu().level()).isEqualTo(Level.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                {"gpus":[{"name":"NVIDIA GeForce RTX 4080"}]} | NVIDIA GeForce RTX 4080
                {"gpus":[{"description":"Radeon RX 7900 XTX","vram":1}]} | Radeon RX 7900 XTX
                {"gpus":["Arc B580"]} | Arc B580
                {"cloud":{"disabled":false}} |
                {"gpus":{"name":"x"}} |
                {"gpus":[7,null,{"name":8}]} |
                not json |
                """)
    void aCardThatTheServerNames(String status, String card) {
        FoundService found = kind.inspect(
                        ollama, site.with("/api/tags", "{\"models\":[]}").with("/api/status", status))
                .orElseThrow();

        assertThat(found.gpu().names()).isEqualTo(card == null ? List.of() : List.of(card));
    }

    @Test
    void itsSpeed() {
        site.with("/api/generate", "{\"response\":\"one\",\"eval_count\":64,\"eval_duration\":1600000000}");

        assertThat(kind.measure(ollama, "llama3.2", site).gpu().tokensPerSecond())
                .hasValue(40);
        assertThat(site.sent).contains("\"model\":\"llama3.2\"").doesNotContain("keep_alive", "num_ctx");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"response\":\"\"}",
                "{\"eval_count\":64,\"eval_duration\":0}",
                "{\"eval_count\":3,\"eval_duration\":5}",
                "{\"eval_count\":\"many\"}"
            })
    void noFigureIsMadeUp(String answer) {
        FoundService found = kind.measure(ollama, "llama3.2", site.with("/api/generate", answer));

        assertThat(found.gpu().tokensPerSecond()).isEmpty();
        assertThat(found.concerns()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                500 | llama-server reported out-of-memory during startup: cudaMalloc failed: out of memory | MODEL_TOO_BIG
                500 | model requires more system memory (8.1 GiB) than is available (5.0 GiB) | MODEL_TOO_BIG
                503 | server busy, please try again.  maximum pending requests exceeded | BUSY
                500 | llama runner process has terminated: exit status 2 | SERVER_ERROR
                200 | an error was encountered while running the model: unexpected EOF | SERVER_ERROR
                """)
    void whatGoesWrongWhileItIsMeasured(int status, String words, String code) {
        FoundService found =
                kind.measure(ollama, "big", site.with("/api/generate", status, "{\"error\":\"" + words + "\"}"));

        assertThat(found.concerns()).containsExactly(DiagnosisCode.of(code));
    }

    @Test
    void thePlacesThatSettingsName() {
        InferenceSettings settings = InferenceSettings.of(Map.of(
                "OLLAMA_HOST", "gaming-pc, 192.168.1.51:11435",
                "OLLAMA_MODEL", "gemma3",
                "OLLAMA_LOCAL_HOST", "http://hub:11434",
                "OLLAMA_LOCAL_MODEL", "llama3.2"));

        List<Place> places = kind.places(settings);

        assertThat(places)
                .extracting(place -> place.addresses().get(0).hostAndPort())
                .containsExactly("gaming-pc:11434", "192.168.1.51:11435", "hub:11434");
        assertThat(places).extracting(Place::tier).containsExactly(Tier.EXTERNAL, Tier.EXTERNAL, Tier.LOCAL);
        assertThat(places).extracting(Place::model).containsExactly("gemma3", "gemma3", "llama3.2");
    }

    @Test
    void nothingButANameGetsIntoACommand() {
        assertThat(kind.commandToInstall("hf.co/someone/Some-GGUF:Q4_K_M"))
                .isEqualTo("ollama pull hf.co/someone/Some-GGUF:Q4_K_M");
        assertThat(kind.commandToInstall("x; rm -rf ~")).isEmpty();
        assertThat(kind.commandToInstall("$(reboot)")).isEmpty();
    }

    /** Answers from a table; what is not in it is not answered. */
    private static final class Site implements Visit {
        private final Map<String, Answer> answers = new HashMap<>();
        private String sent = "";

        Site with(String path, String body) {
            return with(path, 200, body);
        }

        Site with(String path, int status, String body) {
            answers.put(path, new Answer(status, "application/json", body.getBytes(StandardCharsets.UTF_8)));
            return this;
        }

        @Override
        public Answer get(String path, int limit) {
            return answers.get(path);
        }

        @Override
        public Answer post(String path, String contentType, byte[] json, int limit) {
            sent = new String(json, StandardCharsets.UTF_8);
            return answers.get(path);
        }

        @Override
        public Optional<Answer> tryGet(String path, int limit) {
            return Optional.ofNullable(answers.get(path));
        }
    }
}
