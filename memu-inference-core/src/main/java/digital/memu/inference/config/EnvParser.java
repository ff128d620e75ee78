package digital.memu.inference.config;

import digital.memu.inference.config.EnvStatement.Form;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the variables in the text of a file, by the rules of Docker Compose's own reader; what it would stumble over is noted
 * and skipped to the end of its line.
 *
 * <p>Everything else (comments, blanks, line ends) is nobody's, so that an edit leaves it as it is.
 */
final class EnvParser {

    private static final String BOM = "\uFEFF";

    private final String text;
    private final List<EnvStatement> statements = new ArrayList<>();
    private final List<EnvProblem> problems = new ArrayList<>();
    private int line = 1;
    private int counted;

    private EnvParser(String text) {
        this.text = text;
    }

    static EnvLines parse(String text) {
        EnvParser parser = new EnvParser(text);
        int at = parser.skipToStatement(bodyOf(text));
        while (at < text.length()) {
            at = parser.skipToStatement(parser.statement(at));
        }
        return new EnvLines(text, List.copyOf(parser.statements), List.copyOf(parser.problems));
    }

    /** Where the text begins, behind the mark that some editors put first. */
    static int bodyOf(String text) {
        return text.startsWith(BOM) ? BOM.length() : 0;
    }

    /** Blanks, line ends and comments are passed over. */
    private int skipToStatement(int from) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                at = lineEnd(at);
            } else if (isSpace(c)) {
                at++;
            } else {
                break;
            }
        }
        return at;
    }

    /** Reads one and tells where to go on. */
    private int statement(int start) {
        int from = afterExport(start);
        if (from == text.length()) {
            return problem(start, "a name is missing");
        }
        int at = from;
        while (at < text.length() && !isSeparator(text.charAt(at))) {
            int c = text.codePointAt(at);
            if (!isBlank(c) && !isNameSign(c)) {
                return problem(start, "a name holds letters, digits and _ only, and = follows it");
            }
            at += Character.charCount(c);
        }
        String key = text.substring(from, trimmedEnd(from, at));
        if (key.indexOf(' ') >= 0) {
            return problem(start, "there is a blank within the name");
        }
        if (at == text.length() || text.charAt(at) == '\n') {
            if (!key.isEmpty()) {
                int end = from + key.length();
                statements.add(new EnvStatement(key, start, end, end, lineOf(start), Form.INHERITED));
            }
            return at;
        }
        int value = skipBlanks(at + 1);
        if (value < text.length() && (text.charAt(value) == '\'' || text.charAt(value) == '"')) {
            return quoted(key, start, value);
        }
        return plain(key, start, at + 1, value);
    }

    private int quoted(String key, int start, int value) {
        char quote = text.charAt(value);
        for (int at = value + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == quote) {
                Form form = quote == '"' ? Form.DOUBLE_QUOTED : Form.SINGLE_QUOTED;
                statements.add(new EnvStatement(key, start, value, at + 1, lineOf(start), form));
                return at + 1;
            }
        }
        int end = lineEnd(start);
        statements.add(new EnvStatement(key, start, value, end, lineOf(start), Form.UNCLOSED));
        return end;
    }

    private int plain(String key, int start, int afterSeparator, int value) {
        int lineEnd = lineEnd(value);
        int comment = text.indexOf(" #", value);
        int end = trimmedEnd(value, comment < 0 ? lineEnd : Math.min(comment, lineEnd));
        // Where there is no value the blanks before it are those before the line's end, perhaps a part of that.
        int from = end == value ? afterSeparator : value;
        statements.add(new EnvStatement(
                key, start, from, Math.max(from, end == value ? from : end), lineOf(start), Form.PLAIN));
        return lineEnd;
    }

    private int problem(int start, String what) {
        problems.add(new EnvProblem(lineOf(start), what));
        return lineEnd(start);
    }

    private int afterExport(int start) {
        int end = start + "export".length();
        boolean exported =
                text.startsWith("export", start) && end < text.length() && "\t\n\f\r ".indexOf(text.charAt(end)) >= 0;
        return exported ? skipBlanks(end) : start;
    }

    private int skipBlanks(int from) {
        int at = from;
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private int trimmedEnd(int from, int to) {
        int end = to;
        while (end > from && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private int lineEnd(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    /** Asked for in the order of the text, so that all lines are counted once. */
    private int lineOf(int position) {
        for (; counted < position; counted++) {
            if (text.charAt(counted) == '\n') {
                line++;
            }
        }
        return line;
    }

    private static boolean isSeparator(char c) {
        return c == '=' || c == ':' || c == '\n';
    }

    private static boolean isNameSign(int c) {
        return "_.-[]".indexOf(c) >= 0
                || Character.isLetterOrDigit(c)
                || Character.getType(c) == Character.LETTER_NUMBER
                || Character.getType(c) == Character.OTHER_NUMBER;
    }

    /** What may stand around a name or a value on its line. */
    private static boolean isBlank(int c) {
        return c != '\n' && isSpace(c) && (c < 0x1680);
    }

    private static boolean isSpace(int c) {
        return (c >= '\t' && c <= '\r') || c == '\u0085' || Character.isSpaceChar(c);
    }
}
