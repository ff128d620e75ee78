package digital.memu.inference.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file sets, read as Docker Compose reads it: the last occurrence of a variable counts, quotes and comments are no
 * part of a value, and references such as <code>${NAME}</code> are resolved.
 *
 * <p>A copy of what the file held when it was read. Immutable and thread-safe.
 */
public final class EnvValues {

    private final Map<String, Entry> entries;
    private final List<EnvProblem> problems;

    EnvValues(Map<String, Entry> entries, List<EnvProblem> problems) {
        this.entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        this.problems = List.copyOf(problems);
    }

    /** The value of a variable; empty where it is not set, or nobody can tell: see {@link #problems()}. */
    public Optional<String> get(String key) {
        Entry entry = entries.get(key);
        return entry == null || !entry.problem.isEmpty() ? Optional.empty() : Optional.of(entry.value);
    }

    /** The variables, in the order of the file. */
    public Set<String> keys() {
        return entries.keySet();
    }

    /** The line on which the occurrence begins that counts, from 1. */
    public OptionalInt line(String key) {
        Entry entry = entries.get(key);
        return entry == null ? OptionalInt.empty() : OptionalInt.of(entry.line);
    }

    /**
     * What Docker Compose would not understand, one line each, such as {@code line 3: the quote is not closed}; usually
     * empty. Compose refuses the whole file for one of them.
     */
    public List<String> problems() {
        return problems.stream().map(EnvProblem::toString).toList();
    }

    @Nullable
    Entry entry(String key) {
        return entries.get(key);
    }

    /** The variables, never their values. */
    @Override
    public String toString() {
        return "EnvValues" + entries.keySet();
    }

    /**
     * One variable.
     *
     * @param line counted from 1
     * @param problem why it has no value; empty if it has one
     */
    record Entry(String value, int line, String problem) {}
}
