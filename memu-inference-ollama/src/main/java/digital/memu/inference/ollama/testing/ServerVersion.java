package digital.memu.inference.ollama.testing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of Ollama, and what depends on it. */
record ServerVersion(String text, int major, int minor) {

    private static final Pattern FORM = Pattern.compile("(\\d+)\\.(\\d+)\\..+");

    static ServerVersion of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a version such as 0.32.15: " + text);
        }
        return new ServerVersion(text, Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    private boolean isAtLeast(int wantedMinor) {
        return major > 0 || minor >= wantedMinor;
    }

    /** The suffix {@code :local} is understood. */
    boolean knowsLocalSuffix() {
        return isAtLeast(18);
    }

    /** A name that cannot be one is told from a missing name. */
    boolean tellsInvalidNames() {
        return isAtLeast(18);
    }

    /** The think level {@code max} exists. */
    boolean knowsThinkMax() {
        return isAtLeast(22);
    }

    /** Models run in llama-server: other words in errors, more in {@code /api/tags}. */
    boolean usesLlamaServer() {
        return isAtLeast(30);
    }
}
