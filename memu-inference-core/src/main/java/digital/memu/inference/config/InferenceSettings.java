package digital.memu.inference.config;

import digital.memu.inference.failure.InvalidConfigurationException;
import digital.memu.inference.route.HostAddress;
import digital.memu.inference.route.InvalidAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the owner has set: where the servers are, which models they have, what is allowed.
 *
 * <p>Unset, empty and {@code local} mean "on this device". Keys and defaults:
 *
 * <ul>
 *   <li>{@code OLLAMA_HOST}: {@code local}, or one or several external addresses, separated by commas, in order
 *   <li>{@code OLLAMA_LOCAL_HOST}: where this device's own Ollama is; default {@code http://ollama:11434}, and {@code
 *       http://127.0.0.1:11434} where that name does not resolve
 *   <li>{@code OLLAMA_MODEL}: {@code llama3.2}; {@code OLLAMA_LOCAL_MODEL}: the same as {@code OLLAMA_MODEL}
 *   <li>{@code AI_FALLBACK}: {@code true}; {@code AI_ALLOW_INTERNET}: {@code false}
 * </ul>
 *
 * <p>Immutable and thread-safe.
 */
public final class InferenceSettings {

    private static final String DEFAULT_MODEL = "llama3.2";
    private static final List<String> DEFAULT_LOCAL_OLLAMA = List.of("http://ollama:11434", "http://127.0.0.1:11434");

    private final Map<String, String> values;

    private InferenceSettings(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** The settings of this process's environment. */
    public static InferenceSettings fromEnvironment() {
        return new InferenceSettings(System.getenv());
    }

    /** Settings given as a map, as the environment would. */
    public static InferenceSettings of(Map<String, String> values) {
        return new InferenceSettings(values);
    }

    /**
     * External Ollama servers, in order of preference; empty means none.
     *
     * @throws InvalidConfigurationException if an address cannot be used
     */
    public List<HostAddress> ollamaHosts() {
        List<HostAddress> local = ollamaLocalHosts();
        List<HostAddress> hosts = new ArrayList<>();
        for (String part : text("OLLAMA_HOST").orElse("local").split(",", -1)) {
            if (part.isBlank() || isLocalWord(part)) {
                continue;
            }
            HostAddress address = address("OLLAMA_HOST", part);
            if (!local.contains(address) && !hosts.contains(address)) {
                hosts.add(address);
            }
        }
        return hosts;
    }

    /**
     * Where this device's own Ollama is: the first whose name resolves.
     *
     * @throws InvalidConfigurationException if the address cannot be used
     */
    public List<HostAddress> ollamaLocalHosts() {
        Optional<String> set = text("OLLAMA_LOCAL_HOST").filter(value -> !isLocalWord(value));
        return set.map(value -> List.of(address("OLLAMA_LOCAL_HOST", value)))
                .orElseGet(() ->
                        DEFAULT_LOCAL_OLLAMA.stream().map(HostAddress::parse).toList());
    }

    /** What in the addresses the owner may not have meant, one line each; usually empty. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        ollamaHosts().forEach(host -> host.warnings().forEach(w -> warnings.add("OLLAMA_HOST: " + w)));
        ollamaLocalHosts().forEach(host -> host.warnings().forEach(w -> warnings.add("OLLAMA_LOCAL_HOST: " + w)));
        return warnings;
    }

    /** Model asked for on external servers. */
    public String ollamaModel() {
        return text("OLLAMA_MODEL").orElse(DEFAULT_MODEL);
    }

    /** Model asked for on this device. */
    public String ollamaLocalModel() {
        return text("OLLAMA_LOCAL_MODEL").orElseGet(this::ollamaModel);
    }

    /**
     * Whether this device may stand in for external servers.
     *
     * @throws InvalidConfigurationException if the value is neither true nor false
     */
    public boolean fallback() {
        return flag("AI_FALLBACK", true);
    }

    /**
     * Whether requests may leave the house.
     *
     * @throws InvalidConfigurationException if the value is neither true nor false
     */
    public boolean allowInternet() {
        return flag("AI_ALLOW_INTERNET", false);
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private boolean flag(String key, boolean standard) {
        Optional<String> value = text(key);
        if (value.isEmpty()) {
            return standard;
        }
        return switch (value.get().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default ->
                throw new InvalidConfigurationException(
                        key + " is neither true nor false. Write " + key + "=" + standard + " or leave it out.", null);
        };
    }

    private static boolean isLocalWord(String value) {
        return value.strip().equalsIgnoreCase("local");
    }

    private static HostAddress address(String key, String value) {
        try {
            return HostAddress.parse(value);
        } catch (InvalidAddressException e) {
            throw new InvalidConfigurationException(key + ": " + e.getMessage(), e);
        }
    }

    /** The keys that are set, never their values. */
    @Override
    public String toString() {
        return "InferenceSettings"
                + values.keySet().stream()
                        .filter(key -> key.startsWith("OLLAMA_") || key.startsWith("AI_"))
                        .sorted()
                        .toList();
    }
}
