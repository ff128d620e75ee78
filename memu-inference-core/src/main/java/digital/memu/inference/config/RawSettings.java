package digital.memu.inference.config;

import digital.memu.inference.route.SafeText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is set, and where: the first place that sets a key counts. */
final class RawSettings {

    private static final int LONGEST = 200;

    private final Map<SettingKey, Found> found = new EnumMap<>(SettingKey.class);
    private final List<String> warnings = new ArrayList<>();

    /**
     * A value as it was set.
     *
     * @param name under which it was found
     * @param origin for people
     */
    record Found(String name, String value, String origin) {

        String shown() {
            return SafeText.of(value, LONGEST);
        }
    }

    /** The sources, the strongest first. */
    RawSettings(List<SettingSource> sources) {
        for (SettingKey key : SettingKey.values()) {
            for (SettingSource source : sources) {
                for (String name : key.names()) {
                    String value = source.get(name);
                    if (value != null) {
                        take(key, new Found(name, value, source.origin().apply(name)));
                    }
                }
            }
        }
    }

    private void take(SettingKey key, Found next) {
        Found first = found.putIfAbsent(key, next);
        boolean alias = first != null && !first.name().equals(next.name());
        if (alias && !first.value().equals(next.value())) {
            warnings.add(next.name() + " (" + next.origin() + ") is another name for " + first.name() + " ("
                    + first.origin() + "), which counts. Remove one of them.");
        }
    }

    Optional<Found> get(SettingKey key) {
        return Optional.ofNullable(found.get(key));
    }

    /** Keys that are set under two names. */
    List<String> warnings() {
        return warnings;
    }
}
