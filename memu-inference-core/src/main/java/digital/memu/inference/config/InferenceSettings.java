package digital.memu.inference.config;

import digital.memu.inference.failure.InvalidConfigurationException;
import digital.memu.inference.route.HostAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What the owner has set: where the servers are, which models they have, how long to wait, what is allowed.
 *
 * <p>A setting counts from the first of these places that has it: code, system properties, the environment, a {@code .env}
 * file, the default. Unset and empty are the same, and for addresses {@code local} is too: on this device. The keys and their
 * defaults are listed in {@code docs/configuration.md}, and {@link #explain()} tells what holds and why.
 *
 * <p>Making settings contacts nobody. Immutable and thread-safe.
 */
public final class InferenceSettings {

    /** Where a tunnel to another computer ends. */
    private static final String TUNNEL = "127.0.0.1";

    private final RawSettings raw;
    private final List<String> warnings;
    private final List<HostAddress> ollamaHosts;
    private final List<HostAddress> ollamaLocalHosts;
    private final List<HostAddress> machineLearningHosts;
    private final List<HostAddress> machineLearningLocalHosts;
    private final String ollamaModel;
    private final String ollamaLocalModel;
    private final boolean enabled;
    private final boolean fallback;
    private final boolean allowInternet;
    private final Duration timeout;
    private final @Nullable Duration connectTimeout;
    private final @Nullable Duration firstTokenTimeout;
    private final @Nullable Duration stallTimeout;

    private InferenceSettings(List<SettingSource> sources, List<String> fileProblems, List<String> lost) {
        this.raw = new RawSettings(sources);
        SettingReader reader = new SettingReader(raw);
        this.ollamaLocalHosts = local(reader, SettingKey.OLLAMA_LOCAL_HOST);
        this.ollamaHosts = external(reader, SettingKey.OLLAMA_HOST, SettingKey.OLLAMA_LOCAL_HOST, ollamaLocalHosts);
        this.machineLearningLocalHosts = local(reader, SettingKey.MACHINE_LEARNING_LOCAL_URL);
        this.machineLearningHosts = external(
                reader,
                SettingKey.MACHINE_LEARNING_URL,
                SettingKey.MACHINE_LEARNING_LOCAL_URL,
                machineLearningLocalHosts);
        this.ollamaModel = reader.text(SettingKey.OLLAMA_MODEL).orElse(SettingKey.OLLAMA_MODEL.standard());
        this.ollamaLocalModel = reader.text(SettingKey.OLLAMA_LOCAL_MODEL).orElse(ollamaModel);
        this.enabled = reader.wordTrue(SettingKey.AI_ENABLED);
        this.fallback = reader.flag(SettingKey.AI_FALLBACK);
        this.allowInternet = reader.flag(SettingKey.AI_ALLOW_INTERNET);
        this.timeout = reader.seconds(SettingKey.AI_TIMEOUT);
        this.connectTimeout = reader.duration(SettingKey.AI_CONNECT_TIMEOUT).orElse(null);
        this.firstTokenTimeout =
                reader.duration(SettingKey.AI_FIRST_TOKEN_TIMEOUT).orElse(null);
        this.stallTimeout = reader.duration(SettingKey.AI_STALL_TIMEOUT).orElse(null);
        List<String> all = new ArrayList<>(fileProblems);
        all.addAll(reader.warnings());
        all.addAll(UnknownKeys.warnings(sources));
        this.warnings = List.copyOf(all);
        List<String> problems = new ArrayList<>(lost);
        problems.addAll(reader.problems());
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(String.join("\n", problems), null);
        }
    }

    private static List<HostAddress> local(SettingReader reader, SettingKey key) {
        List<HostAddress> set = reader.addresses(key);
        return set.isEmpty() ? SettingReader.standard(key) : set;
    }

    /** This device's own server is not another computer's, wherever it is said to be; nor is a container by its usual name. */
    private static List<HostAddress> external(
            SettingReader reader, SettingKey key, SettingKey localKey, List<HostAddress> local) {
        List<HostAddress> containers = SettingReader.standard(localKey).stream()
                .filter(address -> !address.host().equals(TUNNEL))
                .toList();
        return reader.addresses(key).stream()
                .filter(address -> !local.contains(address) && !containers.contains(address))
                .toList();
    }

    /**
     * The settings of this process: its system properties, its environment, and the file {@code .env} in the working
     * directory, where there is one.
     *
     * @throws InvalidConfigurationException if a value cannot be used; the message names all that cannot
     * @throws digital.memu.inference.failure.SettingsFileException if the file is there and cannot be read
     */
    public static InferenceSettings fromEnvironment() {
        return builder()
                .systemProperties(System.getProperties())
                .environment(System.getenv())
                .envFile(Path.of(".env"))
                .build();
    }

    /**
     * Settings given as a map, as the environment would.
     *
     * @throws InvalidConfigurationException if a value cannot be used; the message names all that cannot
     */
    public static InferenceSettings of(Map<String, String> values) {
        return builder().environment(values).build();
    }

    /** A builder in which nothing is set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Ollama servers on other computers, in order of preference; empty means none. */
    public List<HostAddress> ollamaHosts() {
        return ollamaHosts;
    }

    /** Where this device's own Ollama is: the first whose name resolves. */
    public List<HostAddress> ollamaLocalHosts() {
        return ollamaLocalHosts;
    }

    /** Immich machine learning on other computers, in order of preference; empty means none. */
    public List<HostAddress> machineLearningHosts() {
        return machineLearningHosts;
    }

    /** Where this device's own Immich machine learning is: the first whose name resolves. */
    public List<HostAddress> machineLearningLocalHosts() {
        return machineLearningLocalHosts;
    }

    /** Model asked for on other computers. */
    public String ollamaModel() {
        return ollamaModel;
    }

    /** Model asked for on this device. */
    public String ollamaLocalModel() {
        return ollamaLocalModel;
    }

    /** Whether AI is used at all. */
    public boolean enabled() {
        return enabled;
    }

    /** Whether this device may stand in for other computers. */
    public boolean fallback() {
        return fallback;
    }

    /** Whether requests may leave the house. */
    public boolean allowInternet() {
        return allowInternet;
    }

    /** How long the last server that is left may take until its answer begins. */
    public Duration timeout() {
        return timeout;
    }

    /** How long connecting may take, where that is set. */
    public Optional<Duration> connectTimeout() {
        return Optional.ofNullable(connectTimeout);
    }

    /** How long a server may take until its answer begins while another is left, where that is set. */
    public Optional<Duration> firstTokenTimeout() {
        return Optional.ofNullable(firstTokenTimeout);
    }

    /** How long an answer may pause, where that is set. */
    public Optional<Duration> stallTimeout() {
        return Optional.ofNullable(stallTimeout);
    }

    /** What the owner may not have meant, one line each; usually empty. */
    public List<String> warnings() {
        return warnings;
    }

    /** Every setting in the order of the guide: what holds, where it was set, what it means. */
    public List<Setting> explain() {
        return Arrays.stream(SettingKey.values()).map(this::explain).toList();
    }

    private Setting explain(SettingKey key) {
        return raw.get(key)
                .map(found -> {
                    String origin =
                            found.name().equals(key.name()) ? found.origin() : found.origin() + ", " + found.name();
                    return new Setting(key.name(), found.shown(), origin, key.meaning());
                })
                .orElseGet(() -> new Setting(key.name(), standard(key), "default", key.meaning()));
    }

    private String standard(SettingKey key) {
        return key == SettingKey.OLLAMA_LOCAL_MODEL
                ? explain(SettingKey.OLLAMA_MODEL).value()
                : key.standard();
    }

    /** The keys that are set, never their values. */
    @Override
    public String toString() {
        return "InferenceSettings"
                + Arrays.stream(SettingKey.values())
                        .filter(key -> raw.get(key).isPresent())
                        .toList();
    }

    /** Collects the places that settings come from; not thread-safe. */
    public static final class Builder {
        private final Map<String, String> code = new LinkedHashMap<>();
        private Map<String, String> properties = Map.of();
        private Map<String, String> environment = Map.of();
        private @Nullable Path file;

        private Builder() {}

        /** Sets one key, stronger than all other places. */
        public Builder set(String key, String value) {
            code.put(Objects.requireNonNull(key), Objects.requireNonNull(value));
            return this;
        }

        /** System properties, of which those named like a key count. */
        public Builder systemProperties(Properties values) {
            Map<String, String> texts = new LinkedHashMap<>();
            values.stringPropertyNames().forEach(name -> texts.put(name, values.getProperty(name, "")));
            this.properties = texts;
            return this;
        }

        /** Environment variables. */
        public Builder environment(Map<String, String> values) {
            this.environment = Map.copyOf(values);
            return this;
        }

        /** A file, read as Docker Compose reads it; one that is not there sets nothing. */
        public Builder envFile(Path file) {
            this.file = Objects.requireNonNull(file);
            return this;
        }

        /**
         * The settings; reads the file, and contacts nobody.
         *
         * @throws InvalidConfigurationException if a value cannot be used; the message names all that cannot, each on a line
         *     of its own, with key, place and fix
         * @throws digital.memu.inference.failure.SettingsFileException if the file cannot be read
         */
        public InferenceSettings build() {
            List<SettingSource> sources = new ArrayList<>();
            sources.add(SettingSource.of("code", code));
            sources.add(SettingSource.of("system property", properties));
            sources.add(SettingSource.of("environment", environment));
            List<String> problems = List.of();
            List<String> lost = List.of();
            if (file != null) {
                EnvFile env = EnvFile.at(file);
                EnvValues read = env.read(environment);
                lost = SettingSource.lost(env, read, sources);
                sources.add(SettingSource.of(env, read));
                problems = read.problems().stream()
                        .map(problem -> env.path().getFileName() + " " + problem)
                        .toList();
            }
            return new InferenceSettings(sources, problems, lost);
        }
    }
}
