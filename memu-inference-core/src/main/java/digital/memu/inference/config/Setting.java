package digital.memu.inference.config;

import java.util.Objects;

/**
 * One setting: what holds, where it was set, and what it means.
 *
 * <p>Immutable and thread-safe.
 */
public final class Setting {

    private final String key;
    private final String value;
    private final String origin;
    private final String meaning;

    Setting(String key, String value, String origin, String meaning) {
        this.key = Objects.requireNonNull(key);
        this.value = Objects.requireNonNull(value);
        this.origin = Objects.requireNonNull(origin);
        this.meaning = Objects.requireNonNull(meaning);
    }

    /** The name of the setting. */
    public String key() {
        return key;
    }

    /** Its value as it may be shown: of an address neither user name, password nor query. */
    public String value() {
        return value;
    }

    /** Where it was set: {@code code}, {@code system property}, {@code environment}, a file and its line, or {@code default}. */
    public String origin() {
        return origin;
    }

    /** What it means, in one sentence. */
    public String meaning() {
        return meaning;
    }

    /** For example {@code OLLAMA_HOST=192.168.1.50 (environment)}. */
    @Override
    public String toString() {
        return key + "=" + value + " (" + origin + ")";
    }
}
