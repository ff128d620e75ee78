package digital.memu.inference.example.guides;

import digital.memu.inference.config.InferenceSettings;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

// snippet: properties
/** {@code memu.inference.ollama-host} and so on: every key of docs/configuration.md, written as Spring writes keys. */
@ConfigurationProperties("memu")
record InferenceProperties(@DefaultValue Map<String, String> inference) {

    InferenceSettings settings() {
        InferenceSettings.Builder settings = InferenceSettings.builder();
        inference.forEach((key, value) -> settings.set(key(key), value));
        return settings.build(); // names all that cannot be used, with the fix
    }

    /** An environment variable of Spring's comes with dots for its underscores. */
    private static String key(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[-.]", "_");
    }
}
// end of snippet
