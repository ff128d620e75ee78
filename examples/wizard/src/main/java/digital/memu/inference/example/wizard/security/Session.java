package digital.memu.inference.example.wizard.security;

import org.jspecify.annotations.Nullable;

/**
 * A browser that was let in.
 *
 * @param id kept in its cookie
 * @param token put into every form, which other sites cannot know
 */
public record Session(String id, String token) {

    /** Whether a form was made for this session. */
    public boolean made(@Nullable String shown) {
        return Secrets.same(token, shown);
    }

    /** Neither of both. */
    @Override
    public String toString() {
        return "Session";
    }
}
