package digital.memu.inference.internal.routing;

/**
 * Joins what a backend says, when it was asked to go on, to the text that the caller has already: nothing is lost, nothing
 * comes twice.
 *
 * <p>Some servers repeat the whole text first, most give back the whitespace at its end that was not sent to them. Both are
 * dropped; what is undecided is held back. Used by one thread; holds no more than the ledger's length.
 */
final class Seam {

    /** Shorter texts are not worth the risk that the answer happens to begin with them again. */
    private static final int SHORTEST = 16;

    private enum Phase {
        /** It may be repeating the text. */
        ECHO,
        /** It may be giving back the whitespace at the end of the text. */
        TAIL,
        /** It may be opening a new turn. */
        MARK,
        /** Everything is new. */
        OPEN
    }

    private final String prefix;
    private final String tail;
    private final StringBuilder held = new StringBuilder();
    private Phase phase = Phase.ECHO;
    private int matched;
    private boolean refused;
    private boolean anything;

    /** A seam after the ledger: all text that the caller has seen, in whole events. */
    Seam(String ledger) {
        this.prefix = ledger.stripTrailing();
        this.tail = ledger.substring(prefix.length());
    }

    /** Whether going on is worth it and safe. */
    static boolean possible(String ledger) {
        String prefix = ledger.stripTrailing();
        return prefix.length() >= SHORTEST && !Character.isHighSurrogate(prefix.charAt(prefix.length() - 1));
    }

    /** What the continuing request's last message says: whitespace at its end would make models stumble. */
    String prefix() {
        return prefix;
    }

    /** What of the text held back and of the next event's is new to the caller; empty while that is undecided. */
    String take(String text) {
        String fresh = step(text);
        anything |= !fresh.isEmpty();
        return fresh;
    }

    private String step(String text) {
        return switch (phase) {
            case ECHO -> echo(text);
            case TAIL -> tail(text);
            case MARK -> mark(text);
            case OPEN -> text;
        };
    }

    private String echo(String text) {
        int same = common(prefix, matched, text);
        if (same == text.length() && matched + same < prefix.length()) {
            matched += same;
            return "";
        }
        boolean whole = matched + same == prefix.length();
        String rest = whole ? text.substring(same) : prefix.substring(0, matched) + text;
        phase = Phase.TAIL;
        matched = 0;
        return tail(rest);
    }

    private String tail(String text) {
        int same = common(tail, matched, text);
        matched += same;
        if (same == text.length() && matched < tail.length()) {
            return "";
        }
        phase = Phase.MARK;
        return mark(text.substring(same));
    }

    private String mark(String text) {
        held.append(text);
        String start = held.toString().stripLeading();
        refused |= TurnMarks.begins(start);
        if (refused || TurnMarks.mayBegin(start)) {
            return "";
        }
        phase = Phase.OPEN;
        return released();
    }

    private String released() {
        String all = held.toString();
        held.setLength(0);
        return all;
    }

    /** How many characters of the text agree with the other one from a place in it. */
    private static int common(String with, int from, String text) {
        int same = 0;
        while (same < text.length() && from + same < with.length() && with.charAt(from + same) == text.charAt(same)) {
            same++;
        }
        return same;
    }

    /** Whether the reply opens a new turn and must not be glued on. */
    boolean refused() {
        return refused;
    }

    /** The reply has ended: what was held back and is new after all. */
    String end() {
        String all = "";
        if (phase == Phase.ECHO) {
            // It only began like the text, as a short word may.
            phase = Phase.TAIL;
            String like = prefix.substring(0, matched);
            matched = 0;
            all = tail(like);
        }
        if (phase == Phase.MARK) {
            all += released();
        }
        boolean blank = !anything && all.isBlank();
        anything |= !blank;
        return blank ? "" : all;
    }

    /** Whether the reply brought nothing: the answer was not finished, so this is no end of it. */
    boolean empty() {
        return !anything;
    }
}
