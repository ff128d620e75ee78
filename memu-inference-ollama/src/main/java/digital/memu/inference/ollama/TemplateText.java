package digital.memu.inference.ollama;

import java.util.regex.Pattern;

/** Reads from a template's text, in Go's language, whether it leaves a last message of the assistant open; in doubt it does not. */
final class TemplateText {

    /** The content, and what ends the turn only where it is not the last: as public templates for one loop write it. */
    private static final Pattern GUARDED_END =
            Pattern.compile("\\.Content\\s*-?\\}\\}\\s*\\{\\{-?\\s*if not [^}]{0,200}\\$last[^}]{0,50}\\}\\}");

    private static final Pattern BRANCH = Pattern.compile("eq \\$?\\w*\\.Role \"assistant\"\\s*-?\\}\\}");

    /** The same within a branch of its own for the assistant. */
    private static final Pattern GUARDED_BRANCH = Pattern.compile(
            "eq \\$?\\w*\\.Role \"assistant\"[^}]{0,100}\\}\\}(?:(?!eq \\$?\\w*\\.Role \")[\\s\\S]){0,2000}?\\.Content\\s*-?\\}\\}"
                    + "(?:(?!eq \\$?\\w*\\.Role \")[\\s\\S]){0,2000}?\\{\\{-?\\s*if (?:not \\$last|\\(?ne [^}]{0,100}\\$last)[^}]{0,50}\\}\\}");

    /** Prompt and response without messages: the server cuts the template behind the response. */
    private static final Pattern LEGACY = Pattern.compile("\\.Response\\s*-?\\}\\}\\s*$");

    private TemplateText() {}

    static boolean leavesLastTurnOpen(String template) {
        if (!template.contains(".Messages")) {
            return LEGACY.matcher(template).find();
        }
        Pattern pattern = BRANCH.matcher(template).find() ? GUARDED_BRANCH : GUARDED_END;
        return pattern.matcher(template).find();
    }
}
