package digital.memu.inference.ollama.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** How long things took, in nanoseconds, for the last line. */
final class Metrics {

    private final long start = System.nanoTime();
    private long loaded = start;
    private long firstToken = start;
    private int promptTokens;

    void loaded() {
        loaded = System.nanoTime();
        firstToken = loaded;
    }

    void promptTokens(int tokens) {
        promptTokens = tokens;
    }

    void firstToken() {
        firstToken = System.nanoTime();
    }

    int promptTokens() {
        return promptTokens;
    }

    long sinceFirstToken() {
        return Math.max(1, System.nanoTime() - firstToken);
    }

    /** What a vector's answer tells. */
    void addShortTo(ObjectNode line) {
        line.put("total_duration", Math.max(1, System.nanoTime() - start));
        line.put("load_duration", Math.max(1, loaded - start));
        if (promptTokens > 0) {
            line.put("prompt_eval_count", promptTokens);
        }
    }

    void addTo(ObjectNode line) {
        addShortTo(line);
        line.put("prompt_eval_duration", Math.max(1, firstToken - loaded));
    }
}
