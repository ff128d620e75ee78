package digital.memu.inference.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import digital.memu.inference.failure.InvalidConfigurationException;
import digital.memu.inference.route.HostAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is set, where it comes from, and what is said when it cannot be used. */
class InferenceSettingsTest {

    @TempDir
    Path folder;

    private static InferenceSettings of(String... keysAndValues) {
        InferenceSettings.Builder builder = InferenceSettings.builder();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            builder.set(keysAndValues[i], keysAndValues[i + 1]);
        }
        return builder.build();
    }

    private static String refusal(InferenceSettings.Builder builder) {
        return catchThrowableOfType(InvalidConfigurationException.class, builder::build)
                .getMessage();
    }

    private static List<String> texts(List<HostAddress> addresses) {
        return addresses.stream().map(HostAddress::toString).toList();
    }

    @Test
    void nothingSetMeansThisDevice() {
        InferenceSettings settings = InferenceSettings.of(Map.of());

        assertThat(settings.ollamaHosts()).isEmpty();
        assertThat(texts(settings.ollamaLocalHosts())).containsExactly("http://ollama:11434", "http://127.0.0.1:11434");
        assertThat(settings.machineLearningHosts()).isEmpty();
        assertThat(texts(settings.machineLearningLocalHosts()))
                .containsExactly(
                        "http://immich-machine-learning:3003", "http://immich_ml:3003", "http://127.0.0.1:3003");
        assertThat(settings.ollamaModel()).isEqualTo("llama3.2");
        assertThat(settings.ollamaLocalModel()).isEqualTo("llama3.2");
        assertThat(settings.enabled()).isTrue();
        assertThat(settings.fallback()).isTrue();
        assertThat(settings.allowInternet()).isFalse();
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(120));
        assertThat(settings.connectTimeout()).isEmpty();
        assertThat(settings.firstTokenTimeout()).isEmpty();
        assertThat(settings.stallTimeout()).isEmpty();
        assertThat(settings.warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "local", "LOCAL", "local,", "http://ollama:11434", "http://127.0.0.1:11434/"})
    void theseMeanThisDeviceToo(String value) {
        assertThat(of("OLLAMA_HOST", value).ollamaHosts()).isEmpty();
    }

    /** Also where this device's own server is told to be elsewhere: the containers' usual names stay this device's. */
    @ParameterizedTest
    @CsvSource({
        "OLLAMA_LOCAL_HOST,OLLAMA_HOST,http://ollama:11434",
        "OLLAMA_LOCAL_HOST,OLLAMA_HOST,http://192.168.1.9:1234",
        "MACHINE_LEARNING_LOCAL_URL,MACHINE_LEARNING_URL,immich_ml",
        "MACHINE_LEARNING_LOCAL_URL,IMMICH_MACHINE_LEARNING_URL,http://immich-machine-learning:3003"
    })
    void theUsualNamesAreLocalEvenIfTheHubsOwnServerIsElsewhere(String local, String external, String address) {
        InferenceSettings settings = of(local, "http://192.168.1.9:1234", external, address);

        assertThat(settings.ollamaHosts()).isEmpty();
        assertThat(settings.machineLearningHosts()).isEmpty();
    }

    /** A tunnel to another computer ends on this device. */
    @Test
    void loopbackIsAnotherComputerWhereTheHubsOwnServerIsElsewhere() {
        InferenceSettings settings = of("OLLAMA_LOCAL_HOST", "http://192.168.1.9:1234", "OLLAMA_HOST", "127.0.0.1");

        assertThat(settings.ollamaHosts()).containsExactly(HostAddress.parse("127.0.0.1:11434"));
    }

    @Test
    void severalAddressesInOrderEachOnce() {
        InferenceSettings settings = of(
                "OLLAMA_HOST", "192.168.1.50, http://192.168.1.51:1234 ,192.168.1.50:11434",
                "MACHINE_LEARNING_URL", "192.168.1.50,gaming-pc:3004");

        assertThat(texts(settings.ollamaHosts()))
                .containsExactly("http://192.168.1.50:11434", "http://192.168.1.51:1234");
        assertThat(texts(settings.machineLearningHosts()))
                .containsExactly("http://192.168.1.50:3003", "http://gaming-pc:3004");
    }

    @Test
    void theStrongestPlaceCounts() throws Exception {
        Path file = Files.writeString(folder.resolve(".env"), "# ours\nOLLAMA_MODEL='from file'\nAI_TIMEOUT=7\n");
        Properties properties = new Properties();
        properties.setProperty("OLLAMA_MODEL", "from property");
        InferenceSettings.Builder builder = InferenceSettings.builder().envFile(file);

        assertThat(builder.build().ollamaModel()).isEqualTo("from file");
        assertThat(builder.environment(Map.of("OLLAMA_MODEL", "from environment"))
                        .build()
                        .ollamaModel())
                .isEqualTo("from environment");
        assertThat(builder.systemProperties(properties).build().ollamaModel()).isEqualTo("from property");
        assertThat(builder.set("OLLAMA_MODEL", "from code").build().ollamaModel())
                .isEqualTo("from code");
        assertThat(builder.build().timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(builder.set("OLLAMA_MODEL", " ").build().ollamaModel())
                .as("empty is unset")
                .isEqualTo("from property");
    }

    @Test
    void aFileThatIsNotThereSetsNothing() {
        assertThat(InferenceSettings.builder()
                        .envFile(folder.resolve(".env"))
                        .build()
                        .explain())
                .allSatisfy(setting -> assertThat(setting.origin()).isEqualTo("default"));
    }

    @Test
    void everyProblemIsToldAtOnceWithKeyPlaceAndFixAndWithoutSecrets() throws Exception {
        Path file = Files.writeString(folder.resolve(".env"), "\nAI_STALL_TIMEOUT=soon\n");

        String message = refusal(InferenceSettings.builder()
                .envFile(file)
                .environment(Map.of(
                        "OLLAMA_HOST", "http://me:secret@192.168.1.50",
                        "AI_FALLBACK", "maybe",
                        "AI_TIMEOUT", "2 minutes"))
                .set("AI_CONNECT_TIMEOUT", "0"));

        assertThat(message.lines()).hasSize(5);
        assertThat(message)
                .contains("OLLAMA_HOST (environment): \"http://***@192.168.1.50\" cannot be used")
                .contains("AI_FALLBACK (environment): \"maybe\" is neither true nor false. Write AI_FALLBACK=true")
                .contains("AI_TIMEOUT (environment): \"2 minutes\" is no whole number of seconds. Write AI_TIMEOUT=120")
                .contains("AI_CONNECT_TIMEOUT (code): \"0\" must be more than zero")
                .contains("AI_STALL_TIMEOUT (.env line 2): \"soon\" is no time. Write AI_STALL_TIMEOUT=2s")
                .doesNotContain("secret");
    }

    @Test
    void aValueCannotWriteALineOfItsOwnIntoTheMessage() {
        String message = refusal(InferenceSettings.builder().set("AI_FALLBACK", "x\nOLLAMA_HOST (code): all is well"));

        assertThat(message.lines()).hasSize(1);
    }

    /** One quote that is forgotten at the end of its line takes in what stands below. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "OLLAMA_HOST",
                "OLLAMA_MODEL",
                "OLLAMA_LOCAL_MODEL",
                "MACHINE_LEARNING_URL",
                "IMMICH_MACHINE_LEARNING_URL",
                "AI_ENABLED",
                "AI_TIMEOUT",
                "AI_FALLBACK",
                "AI_CONNECT_TIMEOUT"
            })
    void aValueThatHasSwallowedOtherLinesIsRefusedAndNotShown(String key) throws Exception {
        Path file = Files.writeString(
                folder.resolve(".env"), "# ours\n" + key + "=\"llama3.2\nDB_PASSWORD=hunter2\nTITLE=\"x\n");

        assertThat(refusal(InferenceSettings.builder().envFile(file)))
                .isEqualTo(key + " (.env line 2) holds a line break or another control character, and is not shown"
                        + " therefore. Write it on one line, and close its quote there.");
        assertThat(InferenceSettings.builder()
                        .envFile(file)
                        .set(key, "")
                        .environment(Map.of(key, "1"))
                        .build()
                        .explain()
                        .toString())
                .as("what another place overrides")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\tb", "a\0b", "a\u001b[31mb", "a\u0085b", "a\u2028b", "a\u2029b"})
    void noSettingHoldsAControlCharacter(String value) {
        assertThat(refusal(InferenceSettings.builder().set("OLLAMA_MODEL", value)))
                .startsWith("OLLAMA_MODEL (code) holds a line break or another control character");
    }

    @ParameterizedTest
    @CsvSource({"2,PT2S", "500ms,PT0.5S", "2s,PT2S", "5m,PT5M", "1 h,PT1H"})
    void times(String written, Duration meant) {
        assertThat(of("AI_CONNECT_TIMEOUT", written).connectTimeout()).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"true,true", "TRUE,true", "false,false", "1,false", "yes,false", "on,false", "no,false"})
    void onlyTheWordTrueSwitchesAiOn(String written, boolean enabled) {
        InferenceSettings settings = of("AI_ENABLED", written);

        assertThat(settings.enabled()).isEqualTo(enabled);
        boolean surprising = written.equals("1") || written.equals("yes") || written.equals("on");
        assertThat(settings.warnings()).hasSize(surprising ? 1 : 0);
    }

    @Test
    void theOtherNameOfAKeyCountsToo() {
        assertThat(texts(of("IMMICH_MACHINE_LEARNING_URL", "http://pc:3003").machineLearningHosts()))
                .containsExactly("http://pc:3003");

        InferenceSettings both =
                of("IMMICH_MACHINE_LEARNING_URL", "http://pc:3003", "MACHINE_LEARNING_URL", "http://mac:3003");
        assertThat(texts(both.machineLearningHosts())).containsExactly("http://mac:3003");
        assertThat(both.warnings()).singleElement().asString().contains("another name for MACHINE_LEARNING_URL");
    }

    @Test
    void aMistypedKeyIsToldWithTheNearestOne() {
        InferenceSettings settings = of(
                "AI_TIMOUT", "5",
                "AI_SCHEDULE", "22-6",
                "OLLAMA_HOSTS", "x",
                "OLLAMA_MODELS", "/models",
                "OLLAMA_KEEP_ALIVE", "5m",
                "MACHINE_LEARNING_WORKERS", "2",
                "SHELL", "/bin/sh");

        assertThat(settings.warnings())
                .hasSize(3)
                .contains("AI_TIMOUT is not known here. Did you mean AI_TIMEOUT?")
                .contains("OLLAMA_HOSTS is not known here. Did you mean OLLAMA_HOST?")
                .anyMatch(warning -> warning.startsWith("AI_SCHEDULE is not known here."));
    }

    @Test
    void whatDockerComposeWouldRefuseElsewhereIsToldWithItsLine() throws Exception {
        Path file = Files.writeString(folder.resolve(".env"), "OLLAMA_MODEL=a\nOTHER='7\n");

        assertThat(InferenceSettings.builder().envFile(file).build().warnings())
                .containsExactly(".env line 2: the quote is not closed");
    }

    /** Docker Compose refuses such a file: no default stands in for what its owner wrote. */
    @Test
    void aValueWhoseQuoteIsNotClosedIsNoDefault() throws Exception {
        Path file = Files.writeString(
                folder.resolve(".env"), "OLLAMA_HOST=old\nAI_TIMEOUT=\"7\nOLLAMA_HOST='http://pc\nAI_FALLBACK=no\n");

        assertThat(refusal(InferenceSettings.builder().envFile(file)).lines())
                .containsExactly(
                        "OLLAMA_HOST (.env line 3) has no value: the quote is not closed. Close it on the same line.",
                        "AI_TIMEOUT (.env line 2) has no value: the quote is not closed. Close it on the same line.");
        assertThat(InferenceSettings.builder()
                        .environment(Map.of("OLLAMA_HOST", "tower", "AI_TIMEOUT", "8"))
                        .envFile(file)
                        .build()
                        .fallback())
                .isFalse();
    }

    @Test
    void norCanTheNameOfAVariable() {
        assertThat(InferenceSettings.of(Map.of("AI_X\nWARN all is well", "1")).warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning).startsWith("AI_X?WARN all is well is not known"));
    }

    @Test
    void aValueThatIsLostInTheFileIsNoDefault() throws Exception {
        Path file = Files.writeString(folder.resolve(".env"), "OTHER=${\nOLLAMA_HOST=http://${PC\n");

        assertThat(refusal(InferenceSettings.builder().set("AI_TIMEOUT", "x").envFile(file)))
                .startsWith("OLLAMA_HOST (.env line 2) has no value: a ${ without its }. Write $$ where")
                .contains("\nAI_TIMEOUT (code): ");
        assertThat(InferenceSettings.builder()
                        .environment(Map.of("OLLAMA_HOST", "tower"))
                        .envFile(file)
                        .build()
                        .warnings())
                .containsExactly(".env line 1: a ${ without its }", ".env line 2: a ${ without its }");
    }

    @Test
    void eachSettingIsExplained() {
        InferenceSettings settings = of("OLLAMA_HOST", "192.168.1.50", "IMMICH_MACHINE_LEARNING_URL", "pc");

        assertThat(settings.explain()).hasSize(SettingKey.values().length);
        assertThat(settings.explain().get(0)).hasToString("OLLAMA_HOST=192.168.1.50 (code)");
        assertThat(settings.explain())
                .anySatisfy(setting ->
                        assertThat(setting).hasToString("MACHINE_LEARNING_URL=pc (code, IMMICH_MACHINE_LEARNING_URL)"))
                .anySatisfy(setting -> assertThat(setting).hasToString("AI_TIMEOUT=120 (default)"));
        assertThat(settings).hasToString("InferenceSettings[OLLAMA_HOST, MACHINE_LEARNING_URL]");
    }

    @Test
    void aDefaultThatIsAnotherKeysValueIsShownAsThat() {
        assertThat(of("OLLAMA_MODEL", "mistral").explain())
                .anySatisfy(setting -> assertThat(setting).hasToString("OLLAMA_LOCAL_MODEL=mistral (default)"));
        assertThat(of().explain())
                .anySatisfy(setting -> assertThat(setting).hasToString("OLLAMA_LOCAL_MODEL=llama3.2 (default)"));
        assertThat(of("OLLAMA_MODEL", "mistral", "OLLAMA_LOCAL_MODEL", "qwen").explain())
                .anySatisfy(setting -> assertThat(setting).hasToString("OLLAMA_LOCAL_MODEL=qwen (code)"));
    }

    @Test
    void aFileThatCannotBeReadIsAnErrorThatNamesIt() {
        assertThatThrownBy(() -> InferenceSettings.builder().envFile(folder).build())
                .hasMessageContaining(folder.getFileName().toString());
    }
}
