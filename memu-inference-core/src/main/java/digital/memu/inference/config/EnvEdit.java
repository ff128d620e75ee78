package digital.memu.inference.config;

import digital.memu.inference.failure.InvalidConfigurationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Changes to a file of settings, collected to be written all at once or not at all.
 *
 * <p>Values are quoted so that Docker Compose reads them back as they were given. Not thread-safe.
 */
public final class EnvEdit {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final EnvFile file;
    private final Map<String, Optional<String>> wishes = new LinkedHashMap<>();

    EnvEdit(EnvFile file) {
        this.file = file;
    }

    /**
     * Sets a variable: the occurrence that counts is changed, those before it go; a new one comes last.
     *
     * @throws InvalidConfigurationException if the name is none, or the value has a line break or a character that no
     *     variable can hold
     */
    public EnvEdit set(String key, String value) {
        refuseName(key);
        String against = against(value);
        if (!against.isEmpty()) {
            throw new InvalidConfigurationException(
                    key + " cannot be set: its value holds " + against + ". Write it on one line, as plain text", null);
        }
        wishes.put(key, Optional.of(value));
        return this;
    }

    /** Sets several variables, as {@link #set(String, String)} does. */
    public EnvEdit set(Map<String, String> values) {
        values.forEach(this::set);
        return this;
    }

    /**
     * Removes variables, all their occurrences; one that is not there stays so.
     *
     * @throws InvalidConfigurationException if a name is none
     */
    public EnvEdit remove(String... keys) {
        for (String key : keys) {
            refuseName(key);
            wishes.put(key, Optional.empty());
        }
        return this;
    }

    /**
     * What {@link #write()} would change at this moment; nothing is touched.
     *
     * @throws InvalidConfigurationException if the file cannot be edited safely
     * @throws digital.memu.inference.failure.SettingsFileException if the file cannot be read
     */
    public List<EnvChange> preview() {
        return file.preview(wishes);
    }

    /**
     * Writes the changes, and tells what they were; a file that says all this already is not touched.
     *
     * <p>Waits at most 30 s for another program that writes.
     *
     * @throws InvalidConfigurationException if the file cannot be edited safely; it is as it was
     * @throws digital.memu.inference.failure.SettingsFileException if the file cannot be read or written; it is as it was,
     *     unless the message says otherwise
     */
    public List<EnvChange> write() {
        return file.write(wishes);
    }

    /** The variables, never their values. */
    @Override
    public String toString() {
        return "EnvEdit" + wishes.keySet();
    }

    private static void refuseName(String key) {
        if (!NAME.matcher(key).matches()) {
            throw new InvalidConfigurationException(
                    "A name of a variable cannot be written: names hold letters, digits and _ only, and begin with no"
                            + " digit",
                    null);
        }
    }

    private static String against(String value) {
        for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
            int c = value.codePointAt(i);
            if (c == '\n' || c == '\r') {
                return "a line break";
            }
            if (c == 0) {
                return "a NUL character";
            }
            if (EnvText.isLone(c)) {
                return "half of a character";
            }
        }
        return "";
    }
}
