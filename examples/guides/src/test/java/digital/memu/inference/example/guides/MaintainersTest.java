package digital.memu.inference.example.guides;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import digital.memu.inference.config.EnvFile;
import digital.memu.inference.config.EnvValues;
import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.config.Setting;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files that the guides offer are what they say. */
class MaintainersTest {

    private static final Path EXAMPLE = Markdown.GUIDES.resolve("files/.env.example");
    private static final Path MEMU = Markdown.GUIDES.resolve("files/memu-compose.yml");
    private static final Path PHOTOS = Markdown.GUIDES.resolve("files/immich-ml-compose.yml");

    @TempDir
    private Path folder;

    @Test
    void theExampleIsReadWithoutAWarningAndSetsNothingUnusual() {
        EnvValues values = EnvFile.at(EXAMPLE).read(Map.of());
        InferenceSettings settings =
                InferenceSettings.builder().envFile(EXAMPLE).build();

        assertThat(values.problems()).isEmpty();
        assertThat(settings.warnings()).isEmpty();
        assertThat(settings.ollamaHosts()).isEmpty();
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(120));
        assertThat(values.keys()).containsExactlyElementsOf(keys());
    }

    @Test
    void theExamplesInItsCommentsAreReadToo() throws IOException {
        Path env = folder.resolve(".env");
        Files.writeString(env, Files.readString(EXAMPLE).replaceAll("(?m)^#   ([A-Z_]+=)", "$1"));
        InferenceSettings settings = InferenceSettings.builder().envFile(env).build();

        assertThat(settings.warnings()).isEmpty();
        assertThat(EnvFile.at(env).read(Map.of()).get("OLLAMA_HOST")).isPresent();
    }

    @Test
    void thePatchChangesNothingAsLongAsNothingIsSet() throws IOException {
        InferenceSettings settings = InferenceSettings.of(containerEnvironment(Map.of()));

        assertThat(settings.warnings()).isEmpty();
        assertThat(settings.ollamaHosts()).isEmpty();
        assertThat(settings.enabled()).isTrue();
        InferenceSettings standard = InferenceSettings.of(Map.of());
        assertThat(settings.ollamaModel()).isEqualTo(standard.ollamaModel());
        assertThat(settings.ollamaLocalHosts()).isEqualTo(standard.ollamaLocalHosts());
        assertThat(settings.machineLearningHosts()).isEmpty();
        assertThat(settings.timeout()).isEqualTo(standard.timeout());
        assertThat(settings.fallback()).isTrue();
        assertThat(settings.allowInternet()).isFalse();
    }

    @Test
    void todaysBotGetsAnAddressThatItUnderstands() throws IOException {
        Map<String, String> bot = containerEnvironment(Map.of("OLLAMA_HOST", "", "AI_TIMEOUT", "", "AI_ENABLED", ""));

        assertThat(bot)
                .containsEntry("OLLAMA_HOST", "http://ollama:11434")
                .containsEntry("OLLAMA_MODEL", "llama3.2")
                .containsEntry("AI_TIMEOUT", "120")
                .containsEntry("AI_ENABLED", "true");
    }

    @Test
    void thePatchLetsEverySettingThrough() throws IOException {
        for (String key : keys()) {
            assertThat(containerEnvironment(Map.of(key, "was-set"))).as(key).containsEntry(key, "was-set");
        }
    }

    @Test
    void theHubsOwnOllamaIsNoLongerOpenToTheNetwork() throws IOException {
        assertThat(at(MEMU, "services", "ollama", "ports")).isEqualTo(List.of("127.0.0.1:11434:11434"));
    }

    @Test
    void thePhotoServiceHasItsPortItsCacheAndAGraphicsCard() throws IOException {
        assertThat((String) at(PHOTOS, "services", "immich-machine-learning", "image"))
                .endsWith("/immich-machine-learning:${IMMICH_VERSION:-v1.124.0}-cuda");
        assertThat(at(PHOTOS, "services", "immich-machine-learning", "ports")).isEqualTo(List.of("3003:3003"));
        assertThat(at(PHOTOS, "services", "immich-machine-learning", "volumes"))
                .isEqualTo(List.of("model-cache:/cache"));
        assertThat(((Map<?, ?>) at(PHOTOS, "volumes")).keySet().toArray()).containsExactly("model-cache");
    }

    @ParameterizedTest
    @CsvSource({"rocm,/dev/dri:/dev/dri /dev/kfd:/dev/kfd", "openvino,/dev/dri:/dev/dri"})
    void otherCardsAreHandedToTheContainerToo(String variant, String devices) throws IOException {
        Path file = PHOTOS.resolveSibling("immich-ml-compose-" + variant + ".yml");

        assertThat((String) at(file, "services", "immich-machine-learning", "image"))
                .startsWith("ghcr.io/immich-app/immich-machine-learning:${IMMICH_VERSION")
                .endsWith("}-" + variant);
        assertThat(at(file, "services", "immich-machine-learning", "devices")).isEqualTo(List.of(devices.split(" ")));
        assertThat(at(file, "services", "immich-machine-learning", "ports")).isEqualTo(List.of("3003:3003"));
        assertThat(((List<?>) at(file, "services", "immich-machine-learning", "volumes")).get(0))
                .isEqualTo("model-cache:/cache");
        assertThat(((Map<?, ?>) at(file, "volumes")).keySet().toArray()).containsExactly("model-cache");
        assertThat(Files.readString(Markdown.GUIDES.resolve("immich-ml.md")))
                .contains("(files/immich-ml-compose-" + variant + ".yml)");
    }

    @Test
    void whatTheGuidesShowAsJsonIsJson() throws IOException {
        List<String> shown = new ArrayList<>();
        for (Path guide : Markdown.guides()) {
            for (Markdown.Block block : Markdown.blocks(guide)) {
                if (block.language().equals("json")) {
                    shown.add(block.text());
                }
            }
        }

        assertThat(shown).isNotEmpty().allSatisfy(json -> new ObjectMapper().readTree(json));
    }

    private static List<String> keys() {
        return InferenceSettings.of(Map.of()).explain().stream()
                .map(Setting::key)
                .toList();
    }

    /** What the container gets from Compose when these variables are in {@code .env}. */
    private Map<String, String> containerEnvironment(Map<String, String> dotEnv) throws IOException {
        Map<?, ?> declared = (Map<?, ?>) at(MEMU, "services", "intelligence", "environment");
        // Compose fills in variables here as it does in a .env file, which the library can read.
        Path file = folder.resolve("filled-in.env");
        StringBuilder text = new StringBuilder();
        declared.forEach((key, value) ->
                text.append("CONTAINER_").append(key).append('=').append(value).append('\n'));
        Files.writeString(file, text);
        EnvValues read = EnvFile.at(file).read(dotEnv);
        assertThat(read.problems()).isEmpty();
        Map<String, String> values = new LinkedHashMap<>();
        declared.keySet()
                .forEach(key ->
                        values.put((String) key, read.get("CONTAINER_" + key).orElseThrow()));
        return values;
    }

    private static Object at(Path file, String... path) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            Object here = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            for (String step : path) {
                here = ((Map<?, ?>) here).get(step);
            }
            assertThat(here).as("%s in %s", List.of(path), file).isNotNull();
            return here;
        }
    }
}
