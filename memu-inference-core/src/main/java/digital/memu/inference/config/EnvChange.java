package digital.memu.inference.config;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an edit changes for one variable. Immutable and thread-safe. */
public final class EnvChange {

    private final String key;
    private final @Nullable String before;
    private final @Nullable String after;

    EnvChange(String key, @Nullable String before, @Nullable String after) {
        this.key = Objects.requireNonNull(key);
        this.before = before;
        this.after = after;
    }

    /** The variable. */
    public String key() {
        return key;
    }

    /** Its value before; empty where it was not set. May be a secret. */
    public Optional<String> before() {
        return Optional.ofNullable(before);
    }

    /** Its value afterwards; empty where it is no longer set. May be a secret. */
    public Optional<String> after() {
        return Optional.ofNullable(after);
    }

    /** For example {@code OLLAMA_HOST: changed}; never a value. */
    @Override
    public String toString() {
        if (after == null) {
            return key + ": removed";
        }
        return key + (before == null ? ": added" : before.equals(after) ? ": written anew" : ": changed");
    }
}
