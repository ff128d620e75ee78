package digital.memu.inference.ollama.testing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of Ollama, and what depends on it. */
record ServerVersion(String text, int major, int minor, int patch) {

    private static final Pattern FORM = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+).*");

    static ServerVersion of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a version such as 0.32.15: " + text);
        }
        return new ServerVersion(text, number(matcher, 1), number(matcher, 2), number(matcher, 3));
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private boolean isAtLeast(int wantedMinor, int wantedPatch) {
        return major > 0 || minor > wantedMinor || (minor == wantedMinor && patch >= wantedPatch);
    }

    /** {@code /api/embed} exists. */
    boolean hasEmbed() {
        return isAtLeast(2, 6);
    }

    /** {@code /api/show} tells what a model can do. */
    boolean tellsCapabilities() {
        return isAtLeast(6, 4);
    }

    /** {@code /api/ps} tells the context. */
    boolean tellsContextLength() {
        return isAtLeast(10, 0);
    }

    /** {@code _debug_render_only} is understood: not seen in 0.9.6, seen in 0.17.0. */
    boolean rendersOnDemand() {
        return isAtLeast(11, 0);
    }

    /** What goes wrong before the first token has a status of its own. */
    boolean failsByStatus() {
        return isAtLeast(12, 6);
    }

    /** {@code /api/status} exists. */
    boolean hasStatus() {
        return isAtLeast(16, 2);
    }

    /** The suffix {@code :local} is understood. */
    boolean knowsLocalSuffix() {
        return isAtLeast(18, 0);
    }

    /** A name that cannot be one is told from a missing name. */
    boolean tellsInvalidNames() {
        return isAtLeast(18, 0);
    }

    /** The think level {@code max} exists. */
    boolean knowsThinkMax() {
        return isAtLeast(22, 0);
    }

    /** Models run in llama-server: other words in errors, more in {@code /api/tags}. */
    boolean usesLlamaServer() {
        return isAtLeast(30, 0);
    }
}
