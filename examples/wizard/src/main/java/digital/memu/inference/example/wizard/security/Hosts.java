package digital.memu.inference.example.wizard.security;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names by which the page may be called. A foreign site can let its own name lead to this device, and then call it; so a
 * name has to be one of ours, or an address in numbers.
 */
public final class Hosts {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern IN_NUMBERS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.]+]");

    private final boolean loopbackOnly;
    private final Set<String> names;

    /**
     * Rules for where the page listens.
     *
     * @param names that are allowed too
     */
    public Hosts(boolean loopbackOnly, Set<String> names) {
        this.loopbackOnly = loopbackOnly;
        this.names = names;
    }

    /** Whether a header {@code Host} is one of ours. */
    public boolean allow(@Nullable String header) {
        if (header == null) {
            return false;
        }
        String host = header.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]{1,5}$", "");
        return LOOPBACK.contains(host)
                || names.contains(host)
                || (!loopbackOnly && IN_NUMBERS.matcher(host).matches());
    }
}
