package digital.memu.inference.config;

import digital.memu.inference.config.EnvStatement.Form;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The text of a file with the variables found in it; what lies between them belongs to nobody and is never touched. */
record EnvLines(String text, List<EnvStatement> statements, List<EnvProblem> problems) {

    /** The value of each variable, its last occurrence counting, with references resolved as Docker Compose does. */
    EnvValues values(Map<String, String> environment) {
        Map<String, EnvValues.Entry> found = new LinkedHashMap<>();
        List<EnvProblem> met = new ArrayList<>(problems);
        AtomicInteger room = new AtomicInteger(RealDisk.LARGEST);
        for (EnvStatement statement : statements) {
            if (statement.form() == Form.INHERITED && !environment.containsKey(statement.key())) {
                continue;
            }
            EnvReferences references = new EnvReferences(
                    name -> {
                        String outer = environment.get(name);
                        return outer == null ? found.get(name) : new EnvValues.Entry(outer, 0, "");
                    },
                    room);
            EnvValues.Entry entry = entry(statement, environment, references);
            found.put(statement.key(), entry);
            if (!entry.problem().isEmpty()) {
                met.add(new EnvProblem(entry.line(), entry.problem()));
            }
        }
        met.sort(Comparator.comparingInt(EnvProblem::line));
        return new EnvValues(found, met);
    }

    private EnvValues.Entry entry(EnvStatement statement, Map<String, String> environment, EnvReferences references) {
        return switch (statement.form()) {
            case UNCLOSED -> new EnvValues.Entry("", statement.line(), Form.PROBLEM);
            case INHERITED -> new EnvValues.Entry(environment.getOrDefault(statement.key(), ""), statement.line(), "");
            default -> {
                String value = valueOf(statement, references);
                String problem = references.problem();
                yield new EnvValues.Entry(problem.isEmpty() ? value : "", statement.line(), problem);
            }
        };
    }

    /** How often a variable stands there. */
    long occurrences(String key) {
        return statements.stream()
                .filter(statement -> statement.key().equals(key))
                .count();
    }

    /** The variables but for these, as they are written. */
    List<String> allBut(Set<String> keys) {
        return statements.stream()
                .filter(statement -> !keys.contains(statement.key()))
                .map(statement -> text.substring(statement.start(), statement.valueEnd()))
                .toList();
    }

    /** Whether a statement sets just this, whatever else the file and the environment hold. */
    boolean says(EnvStatement statement, String value) {
        boolean literal = statement.form() == Form.SINGLE_QUOTED
                || (statement.form() != Form.INHERITED
                        && statement.written(text).indexOf('$') < 0);
        return literal
                && valueOf(statement, new EnvReferences(name -> null, new AtomicInteger()))
                        .equals(value);
    }

    private String valueOf(EnvStatement statement, EnvReferences references) {
        String written = statement.unquoted(text);
        return EnvText.readable(
                switch (statement.form()) {
                    case SINGLE_QUOTED -> EnvQuotes.withoutSingle(written);
                    case DOUBLE_QUOTED -> references.resolve(EnvQuotes.withoutDouble(written));
                    default -> references.resolve(written);
                });
    }
}
