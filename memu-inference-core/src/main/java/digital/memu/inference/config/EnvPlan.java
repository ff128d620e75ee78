package digital.memu.inference.config;

import digital.memu.inference.failure.InvalidConfigurationException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text of a file after an edit, made and checked before anything is written.
 *
 * @param text the whole new text
 * @param changes what is different; empty when nothing is
 */
record EnvPlan(String text, List<EnvChange> changes) {

    /**
     * Works out an edit.
     *
     * @param wishes the new value of each variable; empty removes it
     * @throws InvalidConfigurationException if a quote in the file is not closed, or the result would not read back
     */
    static EnvPlan of(String text, Map<String, Optional<String>> wishes) {
        EnvLines lines = EnvParser.parse(text);
        refuseUnclosedQuote(lines);
        EnvRewrite rewrite = new EnvRewrite(lines, wishes, Set.of());
        Set<String> needed = stillNeeded(lines, wishes, rewrite.text());
        if (!needed.isEmpty()) {
            rewrite = new EnvRewrite(lines, wishes, needed);
        }
        EnvLines made = EnvParser.parse(rewrite.text());
        EnvValues before = lines.values(Map.of());
        EnvValues after = made.values(Map.of());
        boolean asWished = wishes.entrySet().stream()
                .allMatch(wish -> after.get(wish.getKey()).equals(wish.getValue()));
        if (!asWished || !made.allBut(wishes.keySet()).equals(lines.allBut(wishes.keySet()))) {
            throw new InvalidConfigurationException(
                    "It cannot be edited, since it would mean something else in another place too. Edit it by hand",
                    null);
        }
        List<EnvChange> changes = rewrite.touched().stream()
                .map(key -> new EnvChange(key, orNull(before.get(key)), orNull(after.get(key))))
                .toList();
        return new EnvPlan(rewrite.text(), changes);
    }

    private static void refuseUnclosedQuote(EnvLines lines) {
        lines.statements().stream()
                .filter(statement -> statement.form() == EnvStatement.Form.UNCLOSED)
                .findFirst()
                .ifPresent(statement -> {
                    throw new InvalidConfigurationException(
                            "It cannot be edited, since nobody can tell where a value ends: line " + statement.line()
                                    + ": " + EnvStatement.Form.PROBLEM + ". Close the quote by hand first",
                            null);
                });
    }

    /** Variables whose earlier occurrences others between them and the last one refer to. */
    private static Set<String> stillNeeded(EnvLines lines, Map<String, Optional<String>> wishes, String text) {
        Map<String, EnvValues.Entry> without = others(EnvParser.parse(text), wishes);
        Set<String> needed = new HashSet<>();
        for (String key : wishes.keySet()) {
            if (lines.occurrences(key) > 1) {
                String kept = new EnvRewrite(lines, wishes, Set.of(key)).text();
                if (!others(EnvParser.parse(kept), wishes).equals(without)) {
                    needed.add(key);
                }
            }
        }
        return needed;
    }

    private static Map<String, EnvValues.Entry> others(EnvLines lines, Map<String, Optional<String>> wishes) {
        EnvValues values = lines.values(Map.of());
        Map<String, EnvValues.Entry> others = new HashMap<>();
        for (String key : values.keys()) {
            EnvValues.Entry entry = values.entry(key);
            if (entry != null && !wishes.containsKey(key)) {
                others.put(key, new EnvValues.Entry(entry.value(), 0, entry.problem()));
            }
        }
        return others;
    }

    private static @Nullable String orNull(Optional<String> value) {
        return value.orElse(null);
    }
}
