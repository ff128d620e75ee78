package digital.memu.inference.example.home;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.config.EnvFile;
import digital.memu.inference.config.InferenceSettings;
import digital.memu.support.RealParts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import picocli.CommandLine;

/** What can be told of {@code examples/deploy} without a Docker daemon and without a running systemd. */
@Timeout(180)
class DeployTest {

    private static final Path FOLDER = Repository.root().resolve("examples/deploy");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+):-([^}]*)}");

    @TempDir
    Path folder;

    @Test
    void everyContainerIsHardened() throws IOException {
        Map<String, Object> services = map(compose().get("services"));
        assertThat(services).containsOnlyKeys("bot", "wizard");
        services.values().stream().map(DeployTest::map).forEach(service -> {
            assertThat(service)
                    .containsEntry("user", "${MEMU_UID:-1000}:${MEMU_GID:-1000}")
                    .containsEntry("read_only", true)
                    .containsEntry("cap_drop", List.of("ALL"))
                    .containsEntry("security_opt", List.of("no-new-privileges:true"))
                    .containsKeys("mem_limit", "pids_limit")
                    .doesNotContainKeys("privileged", "network_mode", "cap_add", "env_file");
            assertThat(Files.isRegularFile(FOLDER.resolve(text(map(service.get("build")), "context"))
                            .resolve(text(map(service.get("build")), "dockerfile"))
                            .normalize()))
                    .isTrue();
        });
    }

    @Test
    void thePageIsForThisDeviceAndForItsOneFile() throws IOException {
        Map<String, Object> wizard = service("wizard");

        assertThat(list(wizard.get("ports"))).hasSize(1);
        assertThat(interpolated(list(wizard.get("ports")).get(0), Map.of())).isEqualTo("127.0.0.1:8765:8765");
        assertThat(list(wizard.get("volumes"))).hasSize(1);
        assertThat(map(list(wizard.get("volumes")).get(0)))
                .containsEntry("source", "./.env")
                .containsEntry("target", "/settings/.env");
        assertThat(wizard).containsEntry("profiles", List.of("setup")).containsEntry("restart", "no");
        assertThat(service("bot")).doesNotContainKey("ports");
    }

    @Test
    void thePagePrintsTheAddressAtWhichItIsPublished() throws IOException {
        for (Map<String, String> file :
                List.of(Map.<String, String>of(), Map.of("WIZARD_PORT", "9000", "WIZARD_BIND", "192.168.1.2"))) {
            String port = interpolated(list(service("wizard").get("ports")).get(0), file);
            List<String> command = list(service("wizard").get("command")).stream()
                    .map(word -> interpolated(word, file))
                    .toList();

            assertThat(port).isEqualTo(command.get(command.indexOf("--published") + 1) + ":8765");
        }
    }

    @Test
    void whatTheFileSaysReachesTheBot() throws IOException {
        Map<String, String> file = Map.of(
                "OLLAMA_HOST", "http://192.168.1.50:11434",
                "OLLAMA_MODEL", "qwen2.5:7b",
                "MACHINE_LEARNING_URL", "http://192.168.1.50:3003",
                "AI_CONNECT_TIMEOUT", "300ms",
                "AI_FALLBACK", "false");

        InferenceSettings settings = InferenceSettings.of(environment(file));

        assertThat(settings.ollamaHosts()).hasToString("[http://192.168.1.50:11434]");
        assertThat(settings.machineLearningHosts()).hasToString("[http://192.168.1.50:3003]");
        assertThat(settings.ollamaModel()).isEqualTo("qwen2.5:7b");
        assertThat(settings.fallback()).isFalse();
        assertThat(settings.connectTimeout()).isPresent();
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void anEmptyFileMeansThisDevice() throws IOException {
        InferenceSettings settings = InferenceSettings.of(environment(Map.of()));
        InferenceSettings standard = InferenceSettings.of(Map.of());

        assertThat(settings.ollamaHosts()).isEmpty();
        assertThat(settings.machineLearningHosts()).isEmpty();
        assertThat(settings.ollamaModel()).isEqualTo(standard.ollamaModel());
        assertThat(settings.ollamaLocalModel()).isEqualTo(standard.ollamaLocalModel());
        assertThat(settings.timeout()).isEqualTo(standard.timeout());
        assertThat(settings.enabled()).isTrue();
        assertThat(settings.allowInternet()).isFalse();
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void everySettingOfTheLibraryIsHandedOn() throws IOException {
        assertThat(map(service("bot").get("environment")).keySet())
                .containsAll(InferenceSettings.of(Map.of()).explain().stream()
                        .map(setting -> setting.key())
                        .toList());
    }

    @Test
    void theImagesHaveAJreNoRootAndAHealthCheckThatIsThere() throws Exception {
        for (String name : List.of("bot", "wizard")) {
            Dockerfile file = Dockerfile.read(FOLDER.resolve(name + ".Dockerfile"));
            List<String> lines = file.instructions;

            assertThat(lines.get(0)).isEqualTo("FROM eclipse-temurin:17-jre");
            assertThat(lines).filteredOn(line -> line.startsWith("FROM")).hasSize(1);
            assertThat(lines).filteredOn(line -> line.startsWith("USER")).containsExactly("USER memu");
            assertThat(lines).filteredOn(line -> line.startsWith("COPY")).hasSize(1);
            assertThat(file.last("USER")).isBetween(file.last("RUN"), file.last("ENTRYPOINT"));
            assertThat(lines).noneMatch(line -> line.startsWith("ADD") || line.contains("TOKEN"));
            assertThat(file.words("ENTRYPOINT")).contains("-XX:TieredStopAtLevel=1");
            String check = lines.get(file.last("HEALTHCHECK"));
            Matcher program = Pattern.compile("digital\\.memu[\\w.]+").matcher(check);
            assertThat(program.find()).as(check).isTrue();
            assertThat(Class.forName(program.group()).getMethod("main", String[].class))
                    .isNotNull();
        }
    }

    @Test
    void thePageTellsWhatMakesTheBotReadTheFile() throws IOException {
        assertThat(list(service("wizard").get("command"))).containsSequence("--service", "bot");
        assertThat(Files.readString(FOLDER.resolve("memu-wizard.service")))
                .contains(" --restart-command \"sudo systemctl restart memu-bot\"\n");
        assertThat(Files.readString(FOLDER.resolve("README.md"))).contains("`sudo systemctl restart memu-bot`");
    }

    @Test
    void whatTheUnitsNeedIsMadeBeforeTheyStart() throws Exception {
        String readme = Files.readString(FOLDER.resolve("README.md"));
        String made = readme.substring(readme.indexOf("## systemd"), readme.indexOf("sudo systemctl daemon-reload"));
        String units = Files.readString(FOLDER.resolve("memu-bot.service"))
                + Files.readString(FOLDER.resolve("memu-wizard.service"));

        assertThat(Pattern.compile("/(?:opt|etc)/memu/([\\w.-]+)")
                        .matcher(units)
                        .results())
                .hasSizeGreaterThan(6)
                .allSatisfy(file -> assertThat(made).contains(file.group(1)));
        // Without a homeserver the bot is a chat, which ends where there is no terminal.
        String written = made.lines()
                .filter(line -> line.startsWith("printf "))
                .findFirst()
                .orElseThrow()
                .replace("sudo -u memu ", "")
                .replace("/etc/memu", folder.toString());
        assertThat(run("sh", "-c", written)).isEmpty();
        Path file = folder.resolve(".env");
        assertThat(EnvFile.at(file).read(Map.of()).keys()).contains("MATRIX_HOMESERVER", "MATRIX_ALLOWED_USERS");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void everyOptionOfThePageThatIsUsedExists() throws IOException {
        Set<String> known = Arrays.stream(digital.memu.inference.example.wizard.Main.class.getDeclaredFields())
                .map(field -> field.getAnnotation(CommandLine.Option.class))
                .filter(Objects::nonNull)
                .flatMap(option -> Arrays.stream(option.names()))
                .collect(Collectors.toSet());
        Dockerfile image = Dockerfile.read(FOLDER.resolve("wizard.Dockerfile"));
        Stream<String> used = Stream.of(
                        image.words("ENTRYPOINT").stream(),
                        image.words("CMD").stream(),
                        list(service("wizard").get("command")).stream().map(String::valueOf),
                        Files.readString(FOLDER.resolve("memu-wizard.service"))
                                .lines()
                                .filter(line -> line.startsWith("ExecStart="))
                                .flatMap(line -> Stream.of(line.split(" "))))
                .flatMap(words -> words)
                .filter(word -> word.startsWith("--"));

        assertThat(used).hasSizeGreaterThan(5).allMatch(known::contains);
    }

    @Test
    void systemdTakesTheUnits() throws Exception {
        for (String unit : List.of("memu-bot.service", "memu-wizard.service")) {
            assertThat(Files.readString(FOLDER.resolve(unit)))
                    .contains(
                            "ExecStart=/usr/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 ",
                            "User=memu\n",
                            "NoNewPrivileges=yes\n",
                            "ProtectSystem=strict\n",
                            "CapabilityBoundingSet=\n");
        }
        RealParts.require(
                Files.isExecutable(Path.of("/usr/bin/systemd-analyze")),
                "No systemd-analyze: the units are not verified (install the package systemd).");
        assertThat(run("systemd-analyze", "verify", "memu-bot.service", "memu-wizard.service"))
                .isEmpty();
    }

    /** What it printed; the program's path is not judged, since Java is not always where Debian has it. */
    private static String run(String... command) throws Exception {
        List<String> units = new ArrayList<>();
        for (String word : command) {
            units.add(word.endsWith(".service") ? FOLDER.resolve(word).toString() : word);
        }
        Process process = new ProcessBuilder(units).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return out.lines()
                .filter(line -> !line.contains("/usr/bin/java is not executable"))
                .reduce("", (all, line) -> all + line + "\n");
    }

    /** The bot's environment, as Compose makes it of this file. */
    private static Map<String, String> environment(Map<String, String> file) throws IOException {
        Map<String, String> made = new LinkedHashMap<>();
        map(service("bot").get("environment")).forEach((key, value) -> made.put(key, interpolated(value, file)));
        return made;
    }

    private static String interpolated(Object value, Map<String, String> file) {
        return VARIABLE.matcher(String.valueOf(value))
                .replaceAll(found -> Matcher.quoteReplacement(file.getOrDefault(found.group(1), found.group(2))));
    }

    private static Map<String, Object> compose() throws IOException {
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        return map(yaml.load(Files.readString(FOLDER.resolve("compose.yaml"))));
    }

    private static Map<String, Object> service(String name) throws IOException {
        return map(map(compose().get("services")).get(name));
    }

    private static String text(Map<String, Object> map, String key) {
        return String.valueOf(map.get(key));
    }

    private static List<Object> list(Object value) {
        return List.copyOf((List<?>) value);
    }

    private static Map<String, Object> map(Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((key, each) -> map.put(String.valueOf(key), each));
        return map;
    }
}
