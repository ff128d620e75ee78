package digital.memu.inference.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One place where settings come from.
 *
 * @param origin tells where in that place a key is set
 */
record SettingSource(Map<String, String> values, UnaryOperator<String> origin) {

    static SettingSource of(String name, Map<String, String> values) {
        return new SettingSource(values, key -> name);
    }

    /** Of a file: what it sets, and on which line. */
    static SettingSource of(EnvFile file, EnvValues read) {
        Map<String, String> values = new HashMap<>();
        read.keys().forEach(key -> read.get(key).ifPresent(value -> values.put(key, value)));
        return new SettingSource(
                values,
                key -> file.path().getFileName() + " line " + read.line(key).orElse(0));
    }

    /** Our keys to which a file gives a value that it cannot have, and no stronger place another: not the default's case. */
    static List<String> lost(EnvFile file, EnvValues read, List<SettingSource> stronger) {
        List<String> lost = new ArrayList<>();
        for (String key : read.keys()) {
            EnvValues.Entry entry = read.entry(key);
            boolean ours = SettingKey.named(key)
                    .filter(known -> known.names().stream()
                            .allMatch(name -> stronger.stream().allMatch(source -> source.get(name) == null)))
                    .isPresent();
            if (ours && entry != null && !entry.problem().isEmpty()) {
                lost.add(key + " (" + file.path().getFileName() + " line " + entry.line() + ") has no value: "
                        + entry.problem() + ". " + fix(entry.problem()));
            }
        }
        return lost;
    }

    private static String fix(String problem) {
        return problem.equals(EnvStatement.Form.PROBLEM)
                ? "Close it on the same line."
                : "Write $$ where a dollar is meant, or put the value in single quotes.";
    }

    Set<String> keys() {
        return values.keySet();
    }

    /** The value; null where it is not set, or empty, which is the same. */
    @Nullable
    String get(String key) {
        String value = values.get(key);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
