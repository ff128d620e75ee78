package digital.memu.inference.ollama;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The version of a server, in order of release: {@code 0.9.6}, {@code 0.18.0-rc1}, {@code 0.18.0}.
 *
 * <p>A server built from source may call itself {@code 0.0.0}, and others write what they like: whatever is not a number
 * counts as 0. Immutable and thread-safe.
 */
public final class OllamaVersion implements Comparable<OllamaVersion> {

    private static final Pattern FORM = Pattern.compile(
            "v?(\\d{1,9})(?!\\d)(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?(?:-?rc\\.?(\\d{1,9}))?.*", Pattern.DOTALL);

    private final String text;
    private final int major;
    private final int minor;
    private final int patch;
    private final int candidate;

    private OllamaVersion(String text) {
        this.text = Objects.requireNonNull(text);
        Matcher matcher = FORM.matcher(text.strip());
        boolean known = matcher.matches();
        this.major = known ? number(matcher.group(1), 0) : 0;
        this.minor = known ? number(matcher.group(2), 0) : 0;
        this.patch = known ? number(matcher.group(3), 0) : 0;
        // A release comes after all its candidates.
        this.candidate = known ? number(matcher.group(4), Integer.MAX_VALUE) : Integer.MAX_VALUE;
    }

    /** The version in this text. */
    public static OllamaVersion parse(String text) {
        return new OllamaVersion(text);
    }

    private static int number(@Nullable String digits, int absent) {
        return digits == null ? absent : Integer.parseInt(digits);
    }

    /** Whether the server told a release number; {@code 0.0.0} is a build of somebody's own. */
    public boolean isRelease() {
        return major > 0 || minor > 0 || patch > 0;
    }

    @Override
    public int compareTo(OllamaVersion other) {
        int order = Integer.compare(major, other.major);
        order = order != 0 ? order : Integer.compare(minor, other.minor);
        order = order != 0 ? order : Integer.compare(patch, other.patch);
        return order != 0 ? order : Integer.compare(candidate, other.candidate);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OllamaVersion that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return Objects.hash(major, minor, patch, candidate);
    }

    /** The server's own words. */
    @Override
    public String toString() {
        return text;
    }
}
