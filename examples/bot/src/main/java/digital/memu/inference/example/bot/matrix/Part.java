package digital.memu.inference.example.bot.matrix;

import digital.memu.inference.example.bot.talk.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What of an answer goes into one message: a homeserver takes 64 KB, in which an edit has everything twice.
 *
 * @param body plain
 * @param html the same as HTML
 */
record Part(String body, String html) {

    private static final int LARGEST = 12_000;
    private static final int MOST = 6;

    /** Of an edit; the homeserver adds to it what it has to say itself. */
    private static final int LARGEST_EDIT = 60_000;

    private static final String CUT = "cut here: the answer was too long";

    /** The answer in its parts; while it grows, all but the last stay as they are. */
    static List<Part> of(Answer answer) {
        List<String> pieces = pieces(Harmless.of(answer.text()));
        boolean cut = pieces.size() > MOST;
        List<Part> parts = new ArrayList<>();
        // It may have the words of a server in it.
        String note = Harmless.of(cut ? CUT : answer.note());
        int number = Math.min(MOST, pieces.size());
        for (String piece : pieces.subList(0, number)) {
            String quiet = parts.size() == number - 1 ? note : "";
            Part plain = of(piece, Html.ofOwn(piece), quiet);
            Part rich = answer.byModel() ? of(piece, Html.ofMarkdown(piece), quiet) : plain;
            parts.add(rich.fits() ? rich : plain);
        }
        return parts;
    }

    private static Part of(String text, String html, String note) {
        return note.isEmpty()
                ? new Part(text, html)
                : new Part(text + "\n\n(" + note + ")", html + "<p><em>" + Html.escaped(note) + "</em></p>");
    }

    /** A few signs of Markdown may be a lot of HTML: quotes within quotes, lists within lists. */
    private boolean fits() {
        return Content.edit(this, "$").toString().getBytes(StandardCharsets.UTF_8).length <= LARGEST_EDIT;
    }

    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        String rest = text;
        while (pieces.size() <= MOST) {
            int end = end(rest);
            pieces.add(rest.substring(0, end));
            rest = rest.substring(end);
            if (rest.isEmpty()) {
                break;
            }
        }
        return pieces;
    }

    /** The last line or word that fits, or as much as fits. */
    private static int end(String text) {
        int size = 0;
        int end = 0;
        while (end < text.length()) {
            int next = text.offsetByCodePoints(end, 1);
            size += cost(text.codePointAt(end));
            if (size > LARGEST) {
                break;
            }
            end = next;
        }
        if (end == text.length()) {
            return end;
        }
        int line = text.lastIndexOf('\n', end - 1);
        int word = text.lastIndexOf(' ', end - 1);
        return line > end / 2 ? line + 1 : word > end / 2 ? word + 1 : end;
    }

    /** Bytes of a sign as plain text and as HTML. */
    private static int cost(int sign) {
        return switch (sign) {
            case '&' -> 1 + "&amp;".length();
            case '<', '>' -> 1 + "&lt;".length();
            case '"' -> 1 + "&quot;".length();
            // A line end, or a quote in JSON.
            case '\n' -> 2 + "<br>\\n".length();
            case '\\' -> 4;
            default -> 2 * (sign < 0x80 ? 1 : sign < 0x800 ? 2 : sign < 0x10000 ? 3 : 4);
        };
    }
}
