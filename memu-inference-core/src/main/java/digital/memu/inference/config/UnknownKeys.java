package digital.memu.inference.config;

import digital.memu.inference.route.SafeText;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds keys that look like ours and are not: a mistyped name would otherwise be ignored silently. */
final class UnknownKeys {

    /** A name this near to one of ours is likely a slip. */
    private static final int NEAR = 2;

    /** Ollama's own, for its server. */
    private static final Set<String> NOT_OURS = Set.of("OLLAMA_MODELS");

    private UnknownKeys() {}

    /** A line for each key that nobody reads. */
    static List<String> warnings(List<SettingSource> sources) {
        Set<String> names = new TreeSet<>();
        sources.forEach(source ->
                source.keys().stream().filter(name -> source.get(name) != null).forEach(names::add));
        return names.stream()
                .filter(name -> SettingKey.named(name).isEmpty() && !NOT_OURS.contains(name))
                .filter(name -> name.startsWith("AI_") || (isForServers(name) && distance(name, nearest(name)) <= NEAR))
                // A name may hold anything but =, and so a line break.
                .map(name -> SafeText.of(name) + " is not known here. Did you mean " + nearest(name) + "?")
                .toList();
    }

    /** The servers themselves have settings that begin so, which are none of our business. */
    private static boolean isForServers(String name) {
        return name.startsWith("OLLAMA_")
                || name.startsWith("MACHINE_LEARNING_")
                || name.startsWith("IMMICH_MACHINE_LEARNING_");
    }

    private static String nearest(String name) {
        return Arrays.stream(SettingKey.values())
                .flatMap(key -> key.names().stream())
                .min(Comparator.comparingInt(known -> distance(name, known)))
                .orElse("");
    }

    /** How many letters must be put in, taken out or changed to get from one name to the other. */
    static int distance(String from, String to) {
        int[] before = new int[to.length() + 1];
        Arrays.setAll(before, i -> i);
        for (int i = 1; i <= from.length(); i++) {
            int[] now = new int[to.length() + 1];
            now[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = before[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(change, Math.min(before[j], now[j - 1]) + 1);
            }
            before = now;
        }
        return before[to.length()];
    }
}
