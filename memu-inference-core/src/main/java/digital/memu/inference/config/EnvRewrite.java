package digital.memu.inference.config;

import digital.memu.inference.config.EnvStatement.Form;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a text anew with other values: the occurrence that counts gets the new value, those before it go, new variables come
 * last; every other character is copied.
 */
final class EnvRewrite {

    private final EnvLines lines;
    private final String old;
    private final Map<String, Optional<String>> wishes;
    private final Map<String, EnvStatement> last = new HashMap<>();
    private final StringBuilder text = new StringBuilder();
    private final Set<String> touched = new LinkedHashSet<>();
    private int copied;

    /** {@code keepShadowed} names variables whose earlier occurrences stay. */
    EnvRewrite(EnvLines lines, Map<String, Optional<String>> wishes, Set<String> keepShadowed) {
        this.lines = lines;
        this.old = lines.text();
        this.wishes = wishes;
        lines.statements().forEach(statement -> last.put(statement.key(), statement));
        for (EnvStatement statement : lines.statements()) {
            Optional<String> wish = wishes.get(statement.key());
            if (wish != null) {
                rewrite(statement, wish, keepShadowed.contains(statement.key()));
            }
        }
        text.append(old, copied, old.length());
        append();
    }

    String text() {
        return text.toString();
    }

    /** The variables of which something was written or taken away. */
    Set<String> touched() {
        return touched;
    }

    private void rewrite(EnvStatement statement, Optional<String> wish, boolean keepShadowed) {
        if (wish.isPresent() && statement.equals(last.get(statement.key()))) {
            String written = written(statement, wish.get());
            if (!lines.says(statement, wish.get()) && !written.equals(statement.written(old))) {
                text.append(old, copied, statement.valueStart()).append(written);
                copied = statement.valueEnd();
                touched.add(statement.key());
            }
        } else if (wish.isEmpty() || !keepShadowed) {
            EnvCut cut = EnvCut.of(old, statement);
            text.append(old, copied, cut.from());
            copied = cut.to();
            touched.add(statement.key());
        }
    }

    private String written(EnvStatement statement, String value) {
        // Where no value stands before it, a comment is taken for the value.
        boolean quoted = statement.form().quoted()
                || (value.isEmpty() && !statement.behind(old).isEmpty());
        return (statement.form() == Form.INHERITED ? "=" : "") + EnvQuotes.around(value, quoted);
    }

    private void append() {
        int firstEnd = old.indexOf('\n');
        String lineEnd = firstEnd > 0 && old.charAt(firstEnd - 1) == '\r' ? "\r\n" : "\n";
        wishes.forEach((key, wish) -> {
            if (wish.isPresent() && !last.containsKey(key)) {
                boolean begun = text.length() > EnvParser.bodyOf(old) && text.charAt(text.length() - 1) != '\n';
                text.append(begun ? lineEnd : "").append(key).append('=');
                text.append(EnvQuotes.around(wish.get(), false)).append(lineEnd);
                touched.add(key);
            }
        });
    }
}
