package digital.memu.inference.config;

/**
 * One variable's place in the text of a file.
 *
 * @param key as written
 * @param start where it begins, with its {@code export}
 * @param valueStart where the value begins, its quote included
 * @param valueEnd behind the value and its quote, before blanks and comment
 * @param line counted from 1
 */
record EnvStatement(String key, int start, int valueStart, int valueEnd, int line, Form form) {

    /** How the value is written. */
    enum Form {
        PLAIN,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        /** Only the name stands there: the value is that of the process's environment. */
        INHERITED,
        /** A quote that nothing closes: it has no value, and Docker Compose refuses the file. */
        UNCLOSED;

        static final String PROBLEM = "the quote is not closed";

        boolean quoted() {
            return this == SINGLE_QUOTED || this == DOUBLE_QUOTED;
        }
    }

    /** The value as written, with its quotes. */
    String written(String text) {
        return text.substring(valueStart, valueEnd);
    }

    /** The value as written, without its quotes. */
    String unquoted(String text) {
        return form.quoted() ? text.substring(valueStart + 1, valueEnd - 1) : written(text);
    }

    /** What stands behind it on its line, without blanks around. */
    String behind(String text) {
        int lineEnd = text.indexOf('\n', valueEnd);
        return text.substring(valueEnd, lineEnd < 0 ? text.length() : lineEnd).strip();
    }
}
