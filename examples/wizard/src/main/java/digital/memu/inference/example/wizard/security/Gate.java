package digital.memu.inference.example.wizard.security;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Gives one browser a session for the key that was printed, once. Thread-safe. */
public final class Gate {

    private final String key = Secrets.next();
    private final AtomicReference<@Nullable Session> session = new AtomicReference<>();

    /** The key to be printed. */
    public String key() {
        return key;
    }

    /** A session for the key; empty if it is wrong or was used. */
    public Optional<Session> open(@Nullable String shown) {
        if (!Secrets.same(key, shown)) {
            return Optional.empty();
        }
        Session fresh = new Session(Secrets.next(), Secrets.next());
        return session.compareAndSet(null, fresh) ? Optional.of(fresh) : Optional.empty();
    }

    /** The session that the cookie names. */
    public Optional<Session> session(@Nullable String cookie) {
        Session open = session.get();
        return open != null && Secrets.same(open.id(), cookie) ? Optional.of(open) : Optional.empty();
    }
}
