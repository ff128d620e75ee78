package digital.memu.inference.config;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Resolves {@code $NAME}, <code>${NAME}</code> and <code>${NAME:-otherwise}</code> with its kin as Docker Compose does;
 * {@code $$} is a dollar.
 */
final class EnvReferences {

    /** Nobody writes more, and each level costs stack. */
    private static final int DEEPEST = 20;

    private static final Pattern NAME = Pattern.compile("[_a-zA-Z][_a-zA-Z0-9]*");

    private final Function<String, EnvValues.@Nullable Entry> lookUp;
    private final AtomicInteger room;
    private int depth;
    private String problem = "";

    /** {@code room} is how many characters references may still add; it is shared by all values of a file. */
    EnvReferences(Function<String, EnvValues.@Nullable Entry> lookUp, AtomicInteger room) {
        this.lookUp = lookUp;
        this.room = room;
    }

    /** Why the text last resolved has no value, in a few words; empty if it has one. */
    String problem() {
        return problem;
    }

    String resolve(String text) {
        if (++depth > DEEPEST) {
            return failed("references within references, too deep");
        }
        StringBuilder value = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int dollar = text.indexOf('$', at);
            if (dollar < 0 || dollar + 1 == text.length()) {
                value.append(text, at, text.length());
                break;
            }
            value.append(text, at, dollar);
            at = reference(text, dollar, value);
        }
        depth--;
        return value.toString();
    }

    /** Resolves the one at this place and tells where to go on. */
    private int reference(String text, int dollar, StringBuilder value) {
        char next = text.charAt(dollar + 1);
        if (next == '$') {
            value.append('$');
            return dollar + 2;
        }
        if (next == '{') {
            int close = closing(text, dollar + 1);
            if (close <= dollar) {
                failed("a ${ without its }");
                return text.length();
            }
            value.append(braced(text.substring(dollar + 2, close)));
            return close + 1;
        }
        Matcher name = NAME.matcher(text).region(dollar + 1, text.length());
        if (!name.lookingAt()) {
            value.append('$');
            return dollar + 1;
        }
        value.append(added(valueOf(name.group())));
        return name.end();
    }

    private String braced(String inner) {
        Matcher name = NAME.matcher(inner);
        if (!name.lookingAt()) {
            return failed("a ${ without a name");
        }
        String value = valueOf(name.group());
        String rest = inner.substring(name.end());
        if (rest.isEmpty()) {
            return added(value);
        }
        boolean emptyCounts = rest.charAt(0) != ':';
        String operation = emptyCounts ? rest : rest.substring(1);
        boolean there = value != null && (emptyCounts || !value.isEmpty());
        if (operation.isEmpty() || operation.indexOf('\n') >= 0) {
            return failed("a ${ that cannot be understood");
        }
        String other = operation.substring(1);
        return switch (operation.charAt(0)) {
            case '-' -> there ? added(value) : resolve(other);
            case '+' -> there ? resolve(other) : added(value);
            case '?' -> there ? added(value) : failed("a variable that it needs is not set");
            default -> failed("a ${ that cannot be understood");
        };
    }

    /** The brace that closes the one at this place, or the last one where none does; negative where there is none. */
    private static int closing(String text, int open) {
        int depth = 0;
        for (int at = open; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return at;
            }
        }
        return text.lastIndexOf('}');
    }

    private String failed(String why) {
        if (problem.isEmpty()) {
            problem = why;
        }
        return "";
    }

    private @Nullable String valueOf(String name) {
        EnvValues.Entry entry = lookUp.apply(name);
        if (entry == null) {
            return null;
        }
        return entry.problem().isEmpty() ? entry.value() : failed("a reference to what has no value");
    }

    /** What a reference stands for: a few lines that refer to one another can stand for more than any memory holds. */
    private String added(@Nullable String value) {
        if (value == null) {
            return "";
        }
        if (value.length() > room.get()) {
            return failed("references that make the values longer than 1 MiB");
        }
        room.addAndGet(-value.length());
        return value;
    }
}
