package digital.memu.inference.setup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The graphics cards in a text of metrics, line by line; what is no line about a card is passed over. */
final class Metrics {

    private static final int LONGEST_LINE = 8 * 1024;
    private static final int MOST_CARDS = 32;

    private static final String NVIDIA = "nvidia_smi_gpu_info";
    private static final String WINDOWS = "windows_gpu_info";
    private static final String WINDOWS_MEMORY = "windows_gpu_dedicated_video_memory_size_bytes";
    private static final String DCGM = "DCGM_FI_DEV_";

    /** Less memory of its own has a card only if it is a part of the processor. */
    private static final double INTEGRATED = 1 << 30;

    private static final String NO_CARD = "Microsoft Basic Render Driver";

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\{(.*)}\\s+(\\S+).*");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*+)\"(?:,\\s*|\\s*$)");

    /** Names by what tells a card from another one of the same make. */
    private final Map<String, String> names = new LinkedHashMap<>();

    private final Map<String, Double> memories = new LinkedHashMap<>();

    Metrics read(String text) {
        text.lines().filter(line -> line.length() <= LONGEST_LINE).forEach(this::line);
        return this;
    }

    /** The names, without the cards that are parts of the processor where there is another one. */
    List<String> cards() {
        List<String> own = names.entrySet().stream()
                .filter(card -> memories.getOrDefault(card.getKey(), INTEGRATED) >= INTEGRATED)
                .map(Map.Entry::getValue)
                .toList();
        return own.isEmpty() ? List.copyOf(names.values()) : own;
    }

    private void line(String line) {
        // Most of a thousand lines are about something else, and need no pattern to tell.
        if (!line.startsWith(NVIDIA) && !line.startsWith("windows_gpu_") && !line.startsWith(DCGM)) {
            return;
        }
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches() || names.size() >= MOST_CARDS) {
            return;
        }
        String series = matcher.group(1);
        Map<String, String> labels = labels(matcher.group(2));
        if (series.equals(NVIDIA)) {
            card(labels, "name", "uuid");
        } else if (series.equals(WINDOWS) && !NO_CARD.equals(labels.get("name"))) {
            card(labels, "name", "luid");
        } else if (series.equals(WINDOWS_MEMORY)) {
            memory(labels.getOrDefault("luid", ""), matcher.group(3));
        } else if (series.startsWith(DCGM)) {
            card(labels, "modelName", labels.containsKey("UUID") ? "UUID" : "gpu");
        }
    }

    private void card(Map<String, String> labels, String name, String id) {
        String card = labels.getOrDefault(name, "").strip();
        if (!card.isEmpty()) {
            names.putIfAbsent(labels.getOrDefault(id, card), card);
        }
    }

    private void memory(String id, String bytes) {
        try {
            memories.put(id, Double.parseDouble(bytes));
        } catch (NumberFormatException e) {
            // Then it counts as a card of its own: that is told of all that name no memory.
        }
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new LinkedHashMap<>();
        Matcher label = LABEL.matcher(text);
        int at = 0;
        while (label.find(at) && label.start() == at) {
            labels.put(label.group(1), unescaped(label.group(2)));
            at = label.end();
        }
        return labels;
    }

    private static String unescaped(String value) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && i + 1 < value.length()) {
                i++;
                plain.append(value.charAt(i) == 'n' ? ' ' : value.charAt(i));
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
