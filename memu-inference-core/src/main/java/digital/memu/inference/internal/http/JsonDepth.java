package digital.memu.inference.internal.http;

import java.nio.ByteBuffer;

/**
 * Counts the open brackets of JSON over the borders of buffers, eight bytes at a time where there is nothing to count.
 *
 * <p>Long answers are numbers and text; both are passed over in words of eight bytes.
 */
final class JsonDepth {

    private static final long LETTERS = Words.of('@');
    private static final long QUOTES = Words.of('"');
    private static final long BACKSLASHES = Words.of('\\');

    private int depth;
    private boolean inText;
    private boolean escaped;

    /** Whether every bracket is closed. */
    boolean isOutside() {
        return depth == 0 && !inText;
    }

    /** Reads on until the outermost bracket closes, or to {@code limit}; returns where it stopped. */
    int scan(ByteBuffer buffer, int from, int limit) {
        int at = from;
        while (at < limit) {
            at = inText ? skipText(buffer, at, limit) : skipNumbers(buffer, at, limit);
            if (at < limit) {
                step(buffer.get(at++));
                if (depth == 0 && !inText) {
                    return at;
                }
            }
        }
        return at;
    }

    static boolean isSpace(byte character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }

    private void step(byte character) {
        if (inText) {
            if (escaped) {
                escaped = false;
            } else if (character == '\\') {
                escaped = true;
            } else if (character == '"') {
                inText = false;
            }
            return;
        }
        switch (character) {
            case '"' -> inText = true;
            case '{', '[' -> depth++;
            case '}', ']' -> depth--;
            default -> {
                // says nothing about the depth
            }
        }
    }

    /** Passes over words of text that have neither a quote nor a backslash. */
    private int skipText(ByteBuffer buffer, int from, int limit) {
        int at = from;
        while (!escaped && at + Long.BYTES <= limit) {
            long word = buffer.getLong(at);
            if (Words.has(word ^ QUOTES) || Words.has(word ^ BACKSLASHES)) {
                break;
            }
            at += Long.BYTES;
        }
        return at;
    }

    /** Passes over words of digits, commas and spaces: every bracket has the bit that letters have. */
    private int skipNumbers(ByteBuffer buffer, int from, int limit) {
        int at = from;
        while (at + Long.BYTES <= limit) {
            long word = buffer.getLong(at);
            if ((word & LETTERS) != 0 || Words.has(word ^ QUOTES)) {
                break;
            }
            at += Long.BYTES;
        }
        return at;
    }
}
