package digital.memu.inference.internal.http;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Reads lines of JSON as they arrive and knows whether the last object, once it is closed, has a marked member of its own.
 *
 * <p>Members of inner objects and what stands within texts count for nothing. What is not an object counts for nothing up to
 * the end of its line.
 */
final class LineMembers {

    private static final int LONGEST_CAPTURE = 64;

    private enum State {
        BEFORE,
        INSIDE,
        CLOSED,
        LOST
    }

    private final List<Mark> marks;
    private final StringBuilder name = new StringBuilder(LONGEST_CAPTURE);
    private final StringBuilder value = new StringBuilder(LONGEST_CAPTURE);
    private State state = State.BEFORE;
    private boolean newLine;
    private boolean matched;
    private int depth;
    private boolean inText;
    private boolean escaped;
    private boolean inValue;

    LineMembers(List<Mark> marks) {
        this.marks = marks;
    }

    /** Forgets what it has read: a line begins. */
    void restart() {
        state = State.BEFORE;
        newLine = false;
        matched = false;
        depth = 0;
        inText = false;
        escaped = false;
        beginMember();
    }

    /** Reads on; true if the last thing read, but for space, was the end of a marked object. */
    boolean read(ByteBuffer buffer, int from, int limit) {
        for (int at = from; at < limit; at++) {
            byte next = buffer.get(at);
            if (state == State.INSIDE) {
                inside(next);
            } else {
                outside(next);
            }
        }
        return state == State.CLOSED && matched;
    }

    private void outside(byte next) {
        if (JsonDepth.isSpace(next)) {
            newLine |= next == '\n';
            return;
        }
        if (state != State.BEFORE && !newLine) {
            state = State.LOST;
            return;
        }
        restart();
        if (next == '{') {
            state = State.INSIDE;
            depth = 1;
        } else {
            state = State.LOST;
        }
    }

    private void inside(byte next) {
        if (next == '\n') {
            restart(); // broken off: no object goes on in the next line
            return;
        }
        if (inText) {
            text(next);
            return;
        }
        switch (next) {
            case '"' -> {
                inText = true;
                capture(next);
            }
            case '{', '[' -> {
                capture(next);
                depth++;
            }
            case '}', ']' -> close();
            case ',' -> {
                if (depth == 1) {
                    endMember();
                }
            }
            case ':' -> inValue |= depth == 1;
            default -> {
                if (!JsonDepth.isSpace(next)) {
                    capture(next);
                }
            }
        }
    }

    private void text(byte next) {
        capture(next);
        if (escaped) {
            escaped = false;
        } else if (next == '\\') {
            escaped = true;
        } else if (next == '"') {
            inText = false;
        }
    }

    private void close() {
        depth--;
        if (depth == 0) {
            endMember();
            state = State.CLOSED;
            newLine = false;
        }
    }

    private void capture(byte next) {
        if (depth == 1) {
            StringBuilder target = inValue ? value : name;
            if (target.length() < LONGEST_CAPTURE) {
                target.append((char) (next & 0xff));
            }
        }
    }

    private void endMember() {
        if (!name.isEmpty() && !matched) {
            String memberName = name.toString();
            String memberValue = value.toString();
            matched = marks.stream().anyMatch(mark -> mark.matches(memberName, memberValue));
        }
        beginMember();
    }

    private void beginMember() {
        inValue = false;
        name.setLength(0);
        value.setLength(0);
    }
}
