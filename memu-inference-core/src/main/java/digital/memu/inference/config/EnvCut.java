package digital.memu.inference.config;

import digital.memu.inference.config.EnvStatement.Form;

/**
 * What goes when a variable goes: its line with the comment behind it, or only itself where it shares the line.
 *
 * @param from the first character to go
 * @param to the first one to stay
 */
record EnvCut(int from, int to) {

    static EnvCut of(String text, EnvStatement statement) {
        int lineStart = Math.max(EnvParser.bodyOf(text), text.lastIndexOf('\n', statement.start() - 1) + 1);
        int lineEnd = text.indexOf('\n', statement.valueEnd());
        int next = lineEnd < 0 ? text.length() : lineEnd + 1;
        String behind = statement.behind(text);
        boolean alone = text.substring(lineStart, statement.start()).isBlank()
                && (behind.isEmpty() || behind.startsWith("#") || statement.form() == Form.PLAIN);
        return alone ? new EnvCut(lineStart, next) : new EnvCut(statement.start(), statement.valueEnd());
    }
}
