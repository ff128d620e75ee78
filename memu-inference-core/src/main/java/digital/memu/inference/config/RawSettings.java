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
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * A value as it was set.
     *
     * @param name under which it was found
     * @param origin for people
     */
    record Found(String name, String value, String origin) {

        /** A quote that is not closed takes in the lines below it, and with them whatever secrets the file holds. */
        boolean isOneLine() {
            return value.codePoints()
                    .noneMatch(c -> Character.isISOControl(c)
                            || Character.getType(c) == Character.LINE_SEPARATOR
                            || Character.getType(c) == Character.PARAGRAPH_SEPARATOR);
        }

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
        found.values().removeIf(this::isRefused);
    }

    private boolean isRefused(Found each) {
        if (each.isOneLine()) {
            return false;
        }
        problems.add(
                each.name() + " (" + each.origin() + ") holds a line break or another control character, and is not"
                        + " shown therefore. Write it on one line, and close its quote there.");
        return true;
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

    /** Keys whose values can mean nothing, whatever they are for. */
    List<String> problems() {
        return problems;
    }

    /** Keys that are set under two names. */
    List<String> warnings() {
        return warnings;
    }
}
